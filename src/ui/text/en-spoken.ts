import type { SpokenTexts } from './keys-spoken';

export const EN_SPOKEN: SpokenTexts = {
  read: 'Read the values',
  noBattery: 'Nothing is known of the battery.',
  lost: (age) => `Nothing has been heard of the battery for ${age}.`,
  aged: (age) => `Values of ${age} ago.`,
  charge: (soc, voltage) => `State of charge ${soc}, ${voltage}.`,
  current: {
    charging: (current, power) => `Charging with ${current}, ${power}.`,
    discharging: (current, power) => `Discharging with ${current}, ${power}.`,
    resting: () => 'No current.',
  },
  cells: (lowest, highest) => `Cells from ${lowest} to ${highest}.`,
  temperatures: (coldest, hottest) => `Temperatures from ${coldest} to ${hottest}.`,
  limits: (cvl, ccl, dcl) => `Sent to the GX: ${cvl}, charge ${ccl}, discharge ${dcl}.`,
  noLimits: 'No limits are being sent to the GX.',
  alarms: (names) => `Alarms: ${names}.`,
  noAlarms: 'No alarms.',
};
