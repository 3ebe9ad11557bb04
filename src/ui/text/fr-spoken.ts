import type { SpokenTexts } from './keys-spoken';

export const FR_SPOKEN: SpokenTexts = {
  read: 'Lire les valeurs',
  noBattery: 'On ne sait rien de la batterie.',
  lost: (age) => `Aucune nouvelle de la batterie depuis ${age}.`,
  aged: (age) => `Valeurs d’il y a ${age}.`,
  charge: (soc, voltage) => `État de charge ${soc}, ${voltage}.`,
  current: {
    charging: (current, power) => `Charge avec ${current}, ${power}.`,
    discharging: (current, power) => `Décharge avec ${current}, ${power}.`,
    resting: () => 'Aucun courant.',
  },
  cells: (lowest, highest) => `Cellules de ${lowest} à ${highest}.`,
  temperatures: (coldest, hottest) => `Températures de ${coldest} à ${hottest}.`,
  limits: (cvl, ccl, dcl) => `Envoyé au GX : ${cvl}, charge ${ccl}, décharge ${dcl}.`,
  noLimits: 'Aucune limite n’est envoyée au GX.',
  alarms: (names) => `Alarmes : ${names}.`,
  noAlarms: 'Aucune alarme.',
};
