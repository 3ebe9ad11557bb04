import { FR_ALARM_PAGE } from './fr-alarm-page';
import { FR_ALARMS } from './fr-alarms';
import { FR_APP } from './fr-app';
import { FR_INTERFACES } from './fr-interfaces';
import { FR_BATTERY } from './fr-battery';
import { FR_CHARGE } from './fr-charge';
import { FR_COMMISSIONING } from './fr-commissioning';
import { FR_CONNECTION } from './fr-connection';
import { FR_FAULTS } from './fr-faults';
import { FR_OPERATION } from './fr-operation';
import { FR_PLAUSIBILITY } from './fr-plausibility';
import { FR_CHARGE_PAGE } from './fr-charge-page';
import { FR_GX } from './fr-gx';
import { FR_SETTINGS } from './fr-settings';
import { FR_FILES } from './fr-files';
import { FR_MANUAL } from './fr-manual';
import { FR_HISTORY } from './fr-history';
import { FR_LOG } from './fr-log';
import { FR_SIMULATOR } from './fr-simulator';
import { FR_WATCHDOG } from './fr-watchdog';
import { FR_WINDOWS } from './fr-windows';
import { FR_TRAFFIC } from './fr-traffic';
import { FR_WIRE } from './fr-wire';
import { FR_WORKSHOP } from './fr-workshop';
import type { Texts } from './keys';

export const FR: Texts = {
  productName: 'TinyBMS Bridge',
  pages: {
    overview: 'Aperçu',
    charge: 'Contrôle de charge',
    history: 'Historique',
    bms: 'BMS',
    alarms: 'Alarmes',
    connection: 'Connexion',
    commissioning: 'Mise en service',
    wire: 'Trames',
    log: 'Journal',
    simulator: 'Simulateur',
    manual: 'Manuel',
    settings: 'Réglages',
    about: 'À propos',
    interfaces: 'Interfaces',
  },
  shell: {
    skip: 'Aller au contenu',
    navigation: 'Pages',
    morePages: 'Plus',
    chain: 'De la batterie au GX',
    display: 'Affichage et langue',
    theme: 'Apparence',
    themes: { auto: 'Comme le système', dark: 'Sombre', light: 'Claire' },
    language: 'Langue',
    languages: { auto: 'Comme le navigateur', en: 'English', fr: 'Français' },
    notices: 'Messages',
    more: (count) => `${count} de plus`,
    marks: { live: 'Actif', alarm: 'Alarme', silent: 'Silence' },
    tones: { idle: 'inactif', busy: 'en cours', ok: 'normal', warning: 'avertissement', alarm: 'alarme' },
  },
  simulation: {
    word: 'Simulation',
    band: 'Batterie, adaptateur et GX simulés. Rien n’est envoyé à un équipement réel.',
  },
  wall: {
    open: 'Vue murale',
    night: 'Nuit',
    leave: 'Quitter',
    awake: { held: 'L’écran reste allumé', refused: 'Le système peut éteindre l’écran', unsupported: 'L’écran peut s’éteindre' },
  },
  chain: {
    bms: 'BMS',
    bridge: 'Passerelle',
    can: 'Adaptateur CAN',
    canShort: 'CAN',
    gx: 'GX',
    bmsStates: {
      closed: () => 'fermé',
      opening: () => 'ouverture',
      settling: () => 'démarrage',
      identifying: () => 'identification',
      configuring: () => 'réglage',
      live: () => 'en ligne',
      spare: () => 'de réserve',
      unidentified: () => 'non reconnu',
      retrying: () => 'nouvel essai',
      ignored: () => 'ignoré',
      absent: () => 'non connecté',
      'no-data': (age) => `sans données ${age}`,
      unknown: () => 'inconnu',
    },
    bridgeStates: {
      stopped: 'arrêtée',
      blocked: 'autre onglet',
      waiting: 'en attente',
      observe: 'en observation',
      shadow: 'à blanc',
      live: 'ACTIVE',
      replaying: 'relecture',
      stale: 'données périmées',
      silent: 'muette',
      'not-answering': 'ne répond pas',
      starting: 'démarrage',
    },
    canStates: {
      closed: 'fermé',
      opening: 'ouverture',
      settling: 'démarrage',
      identifying: 'identification',
      configuring: 'réglage',
      live: 'en ligne',
      spare: 'de réserve',
      unidentified: 'non reconnu',
      retrying: 'nouvel essai',
      ignored: 'ignoré',
      absent: 'non connecté',
      passive: 'erreurs sur le bus',
      'bus-off': 'bus coupé',
      unknown: 'inconnu',
    },
    gxStates: {
      never: () => 'pas encore entendu',
      heard: (age) => `entendu ${age}`,
      quiet: (age) => `silencieux ${age}`,
      lost: (age) => `perdu ${age}`,
      unknown: () => 'inconnu',
    },
  },
  phases: {
    stopped: { title: 'La passerelle est arrêtée', text: 'Rien n’est lu du BMS et rien n’est envoyé au GX.' },
    blocked: {
      title: 'La passerelle fonctionne dans un autre onglet',
      text: 'Un seul onglet à la fois peut utiliser les ports. Fermez l’autre pour prendre le relais ici.',
    },
    waiting: { title: 'La passerelle attend', text: 'Rien n’est envoyé au GX tant que tout n’est pas en place.' },
    observe: { title: 'La passerelle observe', text: 'La batterie est lue ; rien n’est envoyé au GX, et l’adaptateur écoute seulement.' },
    shadow: {
      title: 'La passerelle fonctionne à blanc',
      text: 'Les trames sont préparées et montrées telles qu’elles seraient envoyées. Aucune ne va au GX.',
    },
    live: { title: 'La passerelle est active', text: 'Les limites suivent la batterie et sont envoyées au GX.' },
    replaying: {
      title: 'Un enregistrement est rejoué',
      text: 'Les limites sont décidées d’après ce qui a été enregistré. Aucune n’est envoyée.',
    },
    stale: { title: 'Données du BMS périmées', text: 'La charge est retenue jusqu’à ce que le BMS réponde de nouveau.' },
    silent: { title: 'La passerelle est muette', text: 'Sans données du BMS, rien n’est envoyé : le GX s’arrête de lui-même.' },
  },
  waitingFor: {
    'bms-link': 'Un TinyBMS qui répond',
    settings: 'Les réglages du BMS',
    'plausible-reading': 'Une première lecture complète et plausible',
    'latch-watch': 'Un moment pour observer une cellule à sa limite',
    'single-pack': 'Un seul pack de batterie (plusieurs sont connectés)',
    'can-link': 'Un adaptateur CAN prêt',
  },
  bridgeSilent: {
    title: 'La passerelle ne répond pas',
    cause: 'La partie de l’application qui parle aux ports n’a rien envoyé depuis 3 secondes : aucune valeur de cette page n’est sûre.',
    action:
      'Patientez un instant : le chien de garde la relance. Si rien ne change, rechargez la page ; un GX sans limites s’arrête de lui-même.',
  },
  starting: 'Démarrage',
  ...FR_BATTERY,
  batteryAlarms: FR_ALARMS,
  alarmPage: FR_ALARM_PAGE,
  gxCard: FR_GX,
  ...FR_CHARGE,
  connection: FR_CONNECTION,
  commissioning: FR_COMMISSIONING,
  faults: FR_FAULTS,
  app: FR_APP,
  interfaces: FR_INTERFACES,
  operation: FR_OPERATION,
  plausibility: FR_PLAUSIBILITY,
  chargePage: FR_CHARGE_PAGE,
  watchdog: FR_WATCHDOG,
  windows: FR_WINDOWS,
  history: FR_HISTORY,
  log: FR_LOG,
  traffic: FR_TRAFFIC,
  files: FR_FILES,
  settings: FR_SETTINGS,
  wire: FR_WIRE,
  workshop: FR_WORKSHOP,
  simulator: FR_SIMULATOR,
  manual: FR_MANUAL,
  about: {
    what: 'Lit un TinyBMS Enepaq/Energus par USB et indique par CAN à un GX Victron ce que la batterie permet. Tout se passe dans ce navigateur ; aucune donnée ne quitte cet ordinateur.',
    safetyTitle: 'Sécurité',
    safety: [
      'Cette application n’est pas un organe de protection. Le TinyBMS, ses contacteurs et vos fusibles doivent protéger seuls la batterie, avec des réglages faits pour elle.',
      'La passerelle ne relève jamais une limite au-dessus des réglages du BMS, et n’envoie rien qu’elle n’ait pu lire et vérifier.',
      'Quand les données du BMS s’arrêtent, la charge est retenue après 10 secondes et la passerelle se tait après 30 secondes. Le GX cesse alors de lui-même la charge et la décharge.',
      'Un navigateur peut être fermé, mis en veille ou mis à jour. Votre installation doit rester sûre sans cette page.',
    ],
    browsersTitle: 'Navigateurs',
    browsers: [
      'Chrome, Edge et les autres navigateurs Chromium sur ordinateur : entièrement pris en charge.',
      'Firefox 151 et suivants sur ordinateur : fonctionne après une autorisation de plus.',
      'Chrome sur Android : peut fonctionner, selon l’appareil et l’adaptateur.',
      'Safari et tous les navigateurs sur iPhone ou iPad : la simulation seulement.',
    ],
    thisBrowser: {
      serial: 'Ce navigateur peut utiliser les ports série.',
      usb: 'Ce navigateur n’a pas de ports série, et peut utiliser certains adaptateurs par WebUSB.',
      none: 'Ce navigateur ne peut pas utiliser les ports série.',
    },
    interfaces:
      'Tableaux de bord et scripts faits pour la passerelle à micrologiciel peuvent interroger cette application, dans ce navigateur.',
    toInterfaces: 'Toutes les routes, et de quoi les essayer',
    buildTitle: 'Version',
    commit: 'Commit',
    licenceTitle: 'Licence',
    licence: 'TinyBMS Bridge est un logiciel libre sous licence MIT, sans aucune garantie.',
    fontLicence: 'La police de caractères est Inter, sous licence SIL Open Font License 1.1.',
  },
};
