import type { ChapterBody } from '../blocks';

export const FR_BMS_CHAPTER: ChapterBody<'bms'> = {
  'bms-settings': [
    'Les seuils du BMS sont la base de tout. Du bas vers le haut, chacun au moins 10 mV au-dessus du précédent :',
    {
      steps: [
        'coupure de sous-tension : le BMS ouvre son interrupteur de décharge',
        'pleinement déchargée : vide, selon la règle du BMS',
        'complètement chargée : pleine, selon la règle du BMS',
        'coupure de surtension : le BMS ouvre son interrupteur de charge',
      ],
    },
    'Prenez les valeurs de la fiche technique de vos cellules. Le guide « Chimie et taille de la batterie » de la page [[page:bms|BMS]] propose un jeu qui convient à la passerelle ; vous voyez chaque changement avant que rien ne soit écrit.',
    {
      list: [
        'Réglez d’abord le nombre de cellules, l’écart permis et la capacité, ensuite les coupures, enfin plein et vide.',
        'Avec moins de 16 cellules, les broches d’équilibrage les plus basses restent libres, et la cellule du haut est à la broche 16.',
        'Les coupures de surintensité vont un peu au-dessus de ce que cellules, câbles et fusibles supportent pendant des heures : la passerelle reste à 90 % d’elles. La coupure de pointe doit être au-dessus de l’autre.',
        'Laissez de la place entre la plus haute tension de charge et la coupure de surtension. Si le GX injecte, les chargeurs montent jusqu’à 0,4 V au-dessus de CVL (en 48 V).',
        'Le BMS enregistre ses réglages pour de bon. Il se tait environ une seconde après chaque écriture.',
      ],
    },
    {
      warning:
        'Une coupure fausse est la seule erreur qu’aucune passerelle ne peut réparer. Faites relire la liste des changements par une seconde personne.',
    },
  ],
  switches: [
    'Un TinyBMS coupe décharge et charge par ses propres transistors, ou commande un contacteur par une broche. Il travaille avec deux ports, un pour la décharge et un pour la charge, ou avec un port unique pour les deux. En changer le redémarre.',
    {
      list: [
        'Chaque broche sert une fonction à la fois.',
        'Cherchez dans le manuel du fabricant ce qu’une broche supporte. La bobine d’un contacteur est le plus souvent de trop et demande un étage de commande.',
        '« Actif bas » veut dire : en marche tant que la broche est tirée vers le bas. À l’envers, un contacteur peut rester fermé.',
        'Avec la « reprise automatique » à 0, le BMS vous attend après chaque coupure ; sinon il réessaie après ce nombre de secondes.',
        'Une coupure de sous-tension ne finit que par le branchement d’un chargeur, ou par un redémarrage.',
        'Précharge : la résistance ponte le contacteur principal un moment, pour que les condensateurs de l’onduleur ne le soudent pas.',
      ],
    },
    'Coupez l’installation avant de câbler. Essayez ensuite chaque fonction sans courant de batterie.',
  ],
  'state-of-charge': [
    'Le BMS compte des ampères. Il n’est sûr de lui que quand la batterie a été pleine selon sa propre règle : la tension « Pleinement chargée » atteinte, et le courant sous « Courant de fin de charge ».',
    {
      remedies: [
        {
          symptom: 'L’état de charge dérive d’une semaine à l’autre',
          cause:
            'La batterie ne devient jamais pleine selon la règle du BMS, par exemple parce que la tension de charge reste sous sa tension « Pleinement chargée ».',
          action: 'Laissez-la devenir pleine ; suivez les conseils sous [[page:charge|Contrôle de charge]].',
        },
        {
          symptom: 'Il saute',
          cause: 'Le BMS était plein, vide, ou réglé de nouveau.',
          action: 'Rien : un saut qui reste est cru après un instant.',
        },
        {
          symptom: 'Après de nouvelles cellules ou une nouvelle capacité, il est faux',
          cause: 'Le BMS ne peut pas le savoir.',
          action: 'Chargez à plein, ou utilisez le guide « Fixer l’état de charge ».',
        },
        {
          symptom: 'Le BMS avertit que la charge a fini avec une tension trop haute ou trop basse',
          cause: 'Le chargeur s’est arrêté hors de ce que le BMS tient pour plein ; il n’a donc pas mis 100 %.',
          action: 'Accordez la tension de charge et la tension « Pleinement chargée ».',
        },
      ],
    },
    'Aucune limite ne découle de l’état de charge, sauf si vous choisissez ce mode vous-même : la passerelle regarde les cellules.',
  ],
  broadcast: [
    'Le TinyBMS peut envoyer du texte de lui-même, pour des afficheurs. Il se glisse entre les réponses. La passerelle s’en accommode, mais chaque octet qui n’est pas une réponse peut mal tomber.',
    'Désactivez-le par le guide « Arrêter la diffusion » de la page [[page:bms|BMS]] : le registre 342 devient 0. Le format du registre 343 n’importe plus alors.',
  ],
};
