import type { AppTexts } from './keys-app';

export const FR_APP: AppTexts = {
  title: 'Cette application sur cet appareil',
  offline: {
    preparing: 'En cours d’enregistrement pour fonctionner sans réseau.',
    ready: 'Enregistrée : elle démarre sans réseau.',
    unavailable: 'Non enregistrée : ce navigateur, ou cette adresse, ne garde pas les pages. Il faut https ou localhost.',
  },
  install: 'Installer l’application',
  installHelp: 'Elle a alors une icône et une fenêtre à elle, et démarre comme toute autre application. Réglages et historique restent.',
  installed: 'Elle fonctionne comme application installée.',
  byHand: [
    'Chrome et Edge sur ordinateur : le symbole au bout de la barre d’adresse, ou « Installer » dans le menu.',
    'Chrome sur Android : « Ajouter à l’écran d’accueil » dans le menu.',
  ],
  check: 'Chercher une nouvelle version',
  newVersion: 'Une nouvelle version est prête',
  newVersionText: 'Elle sera prise quand vous le direz. La page est alors rechargée.',
  apply: 'La prendre maintenant',
  wentBack: 'La nouvelle version n’a pas démarré',
  wentBackText: 'Voici la précédente ; elle continue comme avant. Une version ultérieure sera proposée comme d’habitude.',
  tryAgain: 'La réessayer',
  refusals: {
    live: 'Pas tant que la passerelle est active : appuyez d’abord sur « Cesser d’envoyer », ou prenez-la plus tard.',
    'other-window': 'Pas tant qu’une autre fenêtre de cette application utilise les ports : prenez-la là-bas.',
  },
};
