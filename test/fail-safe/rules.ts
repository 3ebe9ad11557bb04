/** What must happen when something fails, from the Victron CAN-bus BMS protocol, the control law and the way ports are used. */
export const RULES = {
  beat: '0x351 goes out every 1 s ± 0.2 s, with limits that the fault does not touch.',
  protection: 'A limit that protection lowers is on the bus within 1 s.',
  overVoltage: 'A cell at the stop voltage for 3 s: CCL 0 and the lowest CVL.',
  underVoltage: 'A cell at the empty voltage for 10 s: DCL 0; charging is not touched.',
  temperature: 'Below the charge temperatures of the table CCL is 0 and CVL is held; above the table CCL and DCL are 0.',
  imbalance: 'Cells 100 mV apart above the knee: CCL at most 2 % of the capacity, CVL lowered, imbalance warning.',
  bmsFault: 'The BMS in its fault state: CCL 0, DCL 0, internal alarm or warning.',
  plausible:
    'A reading that no battery can give changes no limit and is counted; a level that stays is believed with the third reading that agrees.',
  hold: 'No plausible reading for 10 s: CCL 0, CVL held, internal warning, no measurements.',
  silence: 'No plausible reading for 30 s: nothing is sent.',
  gxStops: 'A GX that hears no 0x351 for 3 s stops charging and discharging by itself.',
  patience: 'Sending is interrupted for less than the 3 s after which a GX stops.',
  gxLost: 'No frame of the GX for 10 s: it is shown as lost, sending is tried on, and no queue grows.',
  told: 'What the bridge cannot mend it tells its owner.',
} as const;

export type Rule = keyof typeof RULES;
