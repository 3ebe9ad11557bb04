import type { Texts } from './keys';

export const FR_SIMULATOR: Texts['simulator'] = {
  intro:
    'Une batterie, un adaptateur CAN et un GX logiciels, qui parlent les mêmes octets que les vrais. Cassez quelque chose et regardez ce que fait la passerelle.',
  battery: 'Batterie simulée',
  chemistry: 'Chimie',
  cells: 'Cellules en série',
  gx: 'GX simulé',
  gxStates: {
    charging: 'charge la batterie',
    discharging: 'décharge la batterie',
    resting: 'laisse la batterie au repos',
    timedOut: 's’est arrêté : aucune limite n’arrive',
  },
  solarCurrent: 'Solaire',
  loadCurrent: 'Consommation',
  faults: 'Pannes',
  faultsHelp: 'Chaque interrupteur agit aussitôt, jusqu’à ce que vous le coupiez.',
  on: 'oui',
  off: 'non',
  faultNames: {},
  absent: 'Le simulateur ne tourne pas. Démarrez-le sous Connexion.',
};
