import type { LaboratoryTexts } from './keys-laboratory';

export const FR_LABORATORY: LaboratoryTexts = {
  compose: 'Composer une requête',
  to: 'Au BMS portant le numéro de série',
  what: 'Requête',
  groups: { registers: 'Registres', values: 'Valeurs seules', bytes: 'Vos propres octets' },
  bytes: 'Octets',
  bytesHint: 'En hexadécimal, avec ou sans la somme de contrôle',
  address: 'Premier registre',
  count: 'Registres',
  addresses: 'Registres, l’un après l’autre',
  bound: 'Quelles valeurs',
  bounds: { minimum: 'Minimum permis', maximum: 'Maximum permis', default: 'Valeurs d’usine', current: 'Valeurs actuelles' },
  frame: 'Sur la liaison, somme de contrôle comprise',
  send: 'Envoyer une fois',
  sending: 'En attente de la réponse…',
  barriers: {
    replay: 'Il n’y a pas de BMS derrière un enregistrement. Rien ne peut être envoyé.',
    'no-bms': 'Aucun TinyBMS ne répond. Rien ne peut être envoyé.',
    'not-observing':
      'Les requêtes à la main ne partent qu’en mode observation : tant que des limites sont faites pour un GX, rien de vous ne doit se glisser entre deux mesures.',
    busy: 'Une requête est en cours.',
    elsewhere: 'Cette fenêtre ne fait que montrer ce que fait une autre. Envoyez depuis la fenêtre qui a le BMS.',
  },
  toOperation: 'Aller au mode de fonctionnement',
  refusals: {
    empty: 'Saisissez les octets d’une requête. La somme de contrôle est ajoutée.',
    'not-hexadecimal': 'Ce ne sont pas des octets entiers en chiffres hexadécimaux.',
    header: (byte) => `Une requête commence par AA, pas par ${byte}.`,
    'unknown-command': (code) =>
      `Personne n’a décrit la commande ${code} ; personne ne sait donc si elle ne fait que lire. Elle n’est pas envoyée.`,
    'not-reading': {
      writes: (command) => `« ${command} » change des réglages du BMS. Seules les requêtes qui lisent partent d’ici.`,
      acts: (command) => `« ${command} » efface ou redémarre le BMS. Seules les requêtes qui lisent partent d’ici.`,
    },
    length: (is, wanted) =>
      wanted === undefined
        ? `Avec ${is} octets, ce n’est pas une requête entière.`
        : `Cette requête a ${wanted} octets avec sa somme de contrôle, pas ${is}.`,
    checksum: (is, wanted) => `La somme de contrôle est ${wanted}, pas ${is}. Corrigez-la, ou laissez-la de côté.`,
    registers: (most) => `Les registres portent des nombres entiers de 0 à 65535 ; cette requête en lit de 1 à ${most}.`,
    contradiction: 'Une option ou un octet réservé a une valeur que le protocole ne connaît pas.',
  },
  outcomes: {
    answered: (after) => `réponse après ${after}`,
    refused: (after) => `refusée par le BMS après ${after}`,
    timeout: (after) => `pas de réponse en ${after}`,
    cancelled: () => 'pas envoyée, car la passerelle n’observe plus',
    'port-lost': (after) => `BMS perdu après ${after}`,
  },
  told: (request, serialNumber, time, outcome) => `${request} au BMS ${serialNumber} à ${time} : ${outcome}`,
  notReached: 'La passerelle n’a pas répondu. L’onglet Trafic dit si la requête est partie.',
  noCan: 'Il n’y a pas de requête à la main sur le bus CAN : en mode observation, cette passerelle n’y envoie rien, pas même une trame.',
};
