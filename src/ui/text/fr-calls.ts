import type { CallTexts } from './keys-calls';

export const FR_CALLS: CallTexts = {
  lostLink: (link) => `Lien perdu : ${link}`,
  lost: { bms: 'BMS', adapter: 'adaptateur CAN', gx: 'GX', worker: 'passerelle dans ce navigateur' },
  lostNotes: {
    bms: 'Cela ne dit rien de la batterie : personne ici ne la voit pour l’instant.',
    adapter: 'Cela ne dit rien de la batterie : le GX n’entend rien d’elle pour l’instant.',
    gx: 'Cela ne dit rien de la batterie : nul ne sait si le GX suit ses limites pour l’instant.',
    worker: 'Cela ne dit rien de la batterie : personne ici ne la voit pour l’instant.',
  },
  details: 'Détails',
  acknowledge: 'Acquitter',
  quiet: (count) => `Alarmes silencieuses qui durent : ${count}`,
  soundLocked: 'Pas encore de son : le navigateur ne le permet qu’après que vous avez touché cette page une fois.',
  unlock: 'Autoriser le son',
};
