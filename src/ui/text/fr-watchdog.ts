import type { Texts } from './keys';

export const FR_WATCHDOG: Texts['watchdog'] = {
  title: 'Chien de garde',
  help: 'Deux fois par seconde, cette page demande un signe de vie à la passerelle. Une passerelle bloquée est arrêtée, ce qui libère ses ports et la fait taire. Puis elle est relancée.',
  states: {
    starting: 'démarre',
    answering: 'répond',
    late: 'réponse en retard',
    pausing: 'arrêtée',
    suspended: 'mise de côté',
  },
  startsIn: (time) => `relance dans ${time}`,
  timeout: 'Arrêter une passerelle muette depuis',
  timeoutHelp: 'Sans trames, le GX s’arrête de lui-même après environ 3 secondes, quelle que soit cette durée.',
  facts: {
    beats: 'Réponses',
    misses: 'Réponses tardives ou absentes',
    gaps: 'Entre deux réponses',
    steps: 'Tours de la boucle de régulation',
    late: 'Tours en retard',
    longestLate: 'Plus grand retard',
    longestGap: 'Plus long temps entre deux tours',
    restarts: 'Relances',
    lost: 'Temps perdu par la page elle-même',
  },
  none: '0',
  gaps: (mean, longest) => `${mean}, au plus ${longest}`,
  since: {
    opened: (time) => `Surveille depuis ${time}, ouverture de la page.`,
    reloaded: (time) => `Surveille depuis ${time}, rechargement de la page.`,
    discarded: (time) =>
      `Surveille depuis ${time}. Le navigateur avait abandonné cette page pour économiser la mémoire\u202f; installez l’application pour l’éviter.`,
  },
  restartsTitle: 'Relances, la plus récente d’abord',
  reasons: {
    'no-answer': (silence) => `Elle n’avait pas répondu depuis ${silence}.`,
    'loop-stuck': () => 'Elle répondait, mais sa boucle de régulation ne tournait plus.',
    crashed: () => 'Elle a échoué au démarrage.',
    'hidden-away': () => 'Le navigateur avait mis la page de côté\u202f; elle avait rendu ses ports entre-temps.',
    frozen: () => 'Le navigateur avait gelé la page\u202f; elle avait rendu ses ports entre-temps.',
    owner: () => 'Vous l’avez demandé.',
  },
  restart: 'Relancer la passerelle',
  restartConfirm: {
    title: 'Relancer la passerelle maintenant\u202f?',
    text: 'Rien n’est envoyé pendant quelques secondes. Le GX peut arrêter la charge et la décharge jusqu’à ce que des limites lui parviennent à nouveau.',
    action: 'Relancer',
  },
  requestLost: {
    title: 'La passerelle a été relancée entre-temps',
    cause: 'Elle a été arrêtée avant d’avoir répondu\u202f; nul ne sait si la demande a encore été exécutée.',
    action: 'Regardez l’état présent et réessayez.',
  },
  restarted: (time) => ({
    title: `La passerelle a été relancée à ${time}`,
    action:
      'Rien n’a été envoyé entre-temps. Elle reprend comme choisi sous « Fonctionnement »\u202f; la carte du chien de garde, sous Connexion, tient le compte.',
  }),
  failing: {
    title: 'La passerelle échoue encore et encore',
    cause:
      'Les relances n’ont pas suffi. La page continue d’essayer, avec des pauses d’une minute au plus, et rien n’est envoyé entre elles.',
    action: 'Rechargez la page. Si cela ne suffit pas, redémarrez le navigateur et signalez-le avec les détails sous Connexion.',
  },
};
