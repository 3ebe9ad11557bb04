import { FR_ALARM_PAGE } from './fr-alarm-page';
import { FR_MANUAL } from './fr-manual';
import { FR_APP } from './fr-app';
import { FR_CHARGE_PAGE } from './fr-charge-page';
import { FR_COMMISSIONING } from './fr-commissioning';
import { FR_CONNECTION } from './fr-connection';
import { FR_FILES } from './fr-files';
import { FR_GX } from './fr-gx';
import { FR_HISTORY } from './fr-history';
import { FR_INTERFACES } from './fr-interfaces';
import { FR_LOG } from './fr-log';
import { FR_OPERATION } from './fr-operation';
import { FR_PLAUSIBILITY } from './fr-plausibility';
import { FR_SETTINGS } from './fr-settings';
import { FR_SIMULATOR } from './fr-simulator';
import { FR_SPOKEN } from './fr-spoken';
import { FR_TRAFFIC } from './fr-traffic';
import { FR_WINDOWS } from './fr-windows';
import { FR_WIRE } from './fr-wire';
import { FR_WORKSHOP } from './fr-workshop';
import type { RestTexts } from './keys';

export const FR_REST: RestTexts = {
  alarmPage: FR_ALARM_PAGE,
  app: FR_APP,
  chargePage: FR_CHARGE_PAGE,
  commissioning: FR_COMMISSIONING,
  connection: FR_CONNECTION,
  files: FR_FILES,
  gxCard: FR_GX,
  history: FR_HISTORY,
  interfaces: FR_INTERFACES,
  log: FR_LOG,
  operation: FR_OPERATION,
  plausibility: FR_PLAUSIBILITY,
  settings: FR_SETTINGS,
  simulator: FR_SIMULATOR,
  traffic: FR_TRAFFIC,
  windows: FR_WINDOWS,
  wire: FR_WIRE,
  workshop: FR_WORKSHOP,
  manual: FR_MANUAL,
  spoken: FR_SPOKEN,
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
      'Chrome, Edge et les autres navigateurs Chromium sur ordinateur : entièrement pris en charge.',
      'Firefox 151 et suivants sur ordinateur : fonctionne après une autorisation de plus.',
      'Chrome sur Android : peut fonctionner, selon l’appareil et l’adaptateur.',
      'Safari et tous les navigateurs sur iPhone ou iPad : la simulation seulement.',
    ],
    thisBrowser: {
      serial: 'Ce navigateur peut utiliser les ports série.',
      usb: 'Ce navigateur n’a pas de ports série, et peut utiliser certains adaptateurs par WebUSB.',
      none: 'Ce navigateur ne peut pas utiliser les ports série.',
    },
    interfaces:
      'Tableaux de bord et scripts faits pour la passerelle à micrologiciel peuvent interroger cette application, dans ce navigateur.',
    toInterfaces: 'Toutes les routes, et de quoi les essayer',
    diagnostics: {
      title: 'Diagnostic',
      text: 'Ce que demande d’abord qui veut aider : versions, navigateur, stockage, liaisons, limites et défauts. Ni numéros de série, ni noms, ni mots de passe. Un fichier d’assistance, page « Journal », contient bien plus.',
      used: (used, quota) => `Stockage : ${used} sur ${quota} au plus.`,
      unknown: 'Ce navigateur ne dit pas combien il stocke.',
      persistent: 'Le navigateur a promis de le garder.',
      evictable: 'Le navigateur peut l’effacer s’il manque de place.',
      copy: 'Copier le diagnostic',
      copied: 'Copié.',
      notCopied: 'Le navigateur n’autorise pas la copie : sélectionnez le texte ci-dessous.',
      show: 'Le texte',
    },
    buildTitle: 'Version',
    commit: 'Commit',
    licenceTitle: 'Licence',
    licence: 'TinyBMS Bridge est un logiciel libre sous licence MIT, sans aucune garantie.',
    fontLicence: 'La police de caractères est Inter, sous licence SIL Open Font License 1.1.',
    toLicences: 'Licences de tout ce que contient l’application',
  },
};
