import type { OperationTexts } from './keys-operation';

export const FR_OPERATION: OperationTexts = {
  title: 'Fonctionnement',
  levels: {
    observe: {
      name: 'Observer',
      text: 'La batterie est lue et les limites sont calculées. Rien n’est envoyé ; l’adaptateur écoute seulement, sans même acquitter.',
    },
    shadow: {
      name: 'À blanc',
      text: 'Chaque trame est préparée et montrée telle qu’elle serait envoyée, et aucune ne l’est. L’adaptateur acquitte ce que les autres envoient.',
    },
    live: { name: 'Actif', text: 'Les trames vont au GX, qui les suit.' },
  },
  now: 'actuel',
  since: (time) => `depuis ${time}`,
  checklist: 'Avant de passer en actif',
  checklistHelp:
    'Chaque point est prouvé par ce qui est mesuré. Deux d’entre eux peuvent rester ouverts sans qu’il y ait de défaut ; vérifiez-les alors vous-même.',
  checks: {
    battery: {
      name: 'Le BMS répond avec des réglages utilisables',
      proven: ({ cells }, f) => `${f.count(cells)} cellules en série.`,
      open: () => 'Aucun TinyBMS n’a encore donné ses réglages.',
      failed: () => 'Plusieurs répondent, ou les réglages se contredisent ; le message en haut dit lequel.',
    },
    cells: {
      name: 'Les cellules font la tension du pack',
      proven: ({ sum, pack }, f) => `Ensemble ${f.measure('voltage', sum)} ; le pack indique ${f.measure('voltage', pack)}.`,
      open: () => 'Aucune lecture complète pour l’instant.',
      failed: () => 'La dernière lecture a été rejetée ; « Plausibilité » sur cette page dit pourquoi.',
    },
    current: {
      name: 'Le signe du courant est juste',
      proven: ({ current, status }, f) =>
        `${f.measure('current', current)} alors que le BMS se dit en ${status === 'charging' ? 'charge' : 'décharge'}.`,
      open: () => 'Laissez passer au moins 1 A pendant quelques secondes, dans un sens ou dans l’autre.',
      failed: ({ current, status }, f) =>
        `${f.measure('current', current)} alors que le BMS se dit en ${status === 'charging' ? 'charge' : 'décharge'} : son capteur de courant est monté à l’envers.`,
    },
    limits: {
      name: 'Les limites sont plausibles',
      proven: ({ limits }, f) =>
        `${f.measure('voltageLimit', limits?.[0])}, charge ${f.measure('currentLimit', limits?.[1])}, décharge ${f.measure('currentLimit', limits?.[2])} : dans les seuils de coupure du BMS.`,
      open: () => 'Aucune limite n’est encore décidée.',
      failed: ({ limits }, f) =>
        `${f.measure('voltageLimit', limits?.[0])}, charge ${f.measure('currentLimit', limits?.[1])}, décharge ${f.measure('currentLimit', limits?.[2])} : au-delà d’un seuil de coupure du BMS.`,
    },
    adapter: {
      name: 'L’adaptateur CAN est prêt',
      proven: () => 'Son canal est ouvert.',
      open: () => 'Aucun adaptateur CAN n’est encore réglé.',
      failed: () => 'Il ne peut pas être utilisé.',
    },
    alone: {
      name: 'Pas d’autre batterie sur le bus',
      proven: () => 'Personne d’autre n’utilise nos identifiants.',
      open: () => 'Rien ne peut être entendu sans l’adaptateur.',
      failed: () => 'Quelqu’un d’autre envoie des trames de batterie. Deux batteries sur un bus se contredisent : débranchez-en une.',
    },
    gx: {
      name: 'Le GX est entendu',
      proven: ({ victron }) => (victron ? 'Il s’identifie comme Victron.' : 'Son signe de vie arrive.'),
      open: () =>
        'Un GX seul sur le bus n’est entendu que si quelqu’un acquitte : passez à blanc. Vérifiez le câblage, la terminaison et le débit.',
      failed: () => 'Il n’est pas entendu.',
    },
  },
  results: { proven: 'prouvé', open: 'ouvert', failed: 'en échec' },
  accept: 'Je l’ai vérifié moi-même',
  go: { observe: 'Observer seulement', shadow: 'À blanc', live: 'Passer en actif' },
  missing: (count) => `Points qui manquent encore : ${count}.`,
  liveConfirm: {
    title: 'Laisser la passerelle envoyer ?',
    text: 'Désormais le GX charge et décharge la batterie dans les limites de cette passerelle. « Cesser d’envoyer », en haut, y met fin à tout moment.',
    action: 'Passer en actif',
  },
  autoStart: 'Redevenir active d’elle-même',
  autoStartHelp:
    'Après un rechargement, un plantage ou une coupure de courant, si elle était active avant avec ce même BMS. Sans cela, la passerelle revient en observation.',
};
