import type { ChapterBody } from '../blocks';

export const FR_USE: ChapterBody<'use'> = {
  modes: [
    'Vous décidez jusqu’où va la passerelle, sous [[page:connection|Connexion]], « Fonctionnement » :',
    {
      table: [
        ['Niveau', 'Le BMS', 'Les trames', 'L’adaptateur'],
        ['Observer', 'est lu', 'aucune', 'écoute seulement, s’il le sait'],
        ['À blanc', 'est lu', 'préparées et montrées, pas envoyées', 'acquitte ce que les autres envoient'],
        ['Actif', 'est lu', 'envoyées', 'envoie'],
      ],
    },
    {
      list: [
        'À la première visite, le matériel réel est seulement observé.',
        'Un GX seul avec un adaptateur qui écoute n’est jamais entendu : personne n’acquitte ses trames. C’est à quoi sert le fonctionnement à blanc.',
        'Le niveau actif demande les points de la liste. Deux peuvent rester ouverts sans défaut, le signe du courant et le GX ; pour ceux-là vous pouvez répondre vous-même. Ce qui est en échec doit être réparé.',
        'Vous passez en actif avec un BMS. Quand un autre numéro de série répond, la passerelle cesse d’envoyer et observe, jusqu’à ce que vous ayez repris la liste des points.',
        '« Cesser d’envoyer », en haut de chaque page, y met fin d’une pression. En quelques secondes, le GX arrête la charge et la décharge.',
      ],
    },
  ],
  limits: [
    'Chaque limite de l’aperçu est accompagnée de la règle qui l’a fixée ; celles qui avaient aussi leur mot à dire sont à un clic. La plus stricte l’emporte. Les baisses agissent aussitôt ; les hausses attendent et montent peu à peu.',
    {
      table: [
        ['Vous voyez', 'Cela veut dire'],
        ['CCL petite, une cellule nommée', 'cette cellule est presque pleine ; le courant diminue pour qu’elle ne dépasse pas'],
        ['CCL 0, trop froid', 'sous les températures de la table, rien ne peut être chargé ; CVL est tenue à la tension de la batterie'],
        ['DCL 0', 'une cellule était vide ; la charge continue'],
        ['CVL sous l’habituelle', 'une cellule est en avance, ou les cellules sont écartées ; elle remonte d’elle-même'],
        ['CVL monte par pas', 'au plus toutes les 20 s, pour que les chargeurs n’oscillent pas'],
        ['les deux courants à 0', 'le BMS est en défaut, ou trop chaud'],
      ],
    },
    'Tout découle des réglages du BMS, avec une marge : la charge finit 30 mV sous la coupure de surtension, les courants restent à 90 % des coupures de surintensité, les températures à 2 °C et 5 °C des leurs. Sous [[page:charge|Contrôle de charge]], vous pouvez être plus strict, jamais moins.',
    'CCL 0 et DCL 0 ne sont dites que si c’est interdit : un zéro arrêterait les chargeurs solaires pour les charges, ou éteindrait un onduleur.',
  ],
  alarms: [
    'Une alarme informe ; seules les limites protègent. L’avertissement vient d’abord, avant que la passerelle ne coupe une limite ; l’alarme vient avant que le BMS n’agisse.',
    {
      table: [
        ['Marque', 'Signification'],
        ['Avertissement', 'près d’un seuil. À regarder aujourd’hui'],
        ['Alarme', 'à un seuil ou au-delà, ou BMS en défaut. À regarder maintenant'],
        ['Hachuré, sans couleur', 'une liaison est perdue. Cela ne dit rien de la batterie : personne ne la voit'],
      ],
    },
    {
      list: [
        '« Acquitter » la fait taire jusqu’à ce qu’elle s’aggrave. Le silence pour un temps finit de lui-même.',
        'Les navigateurs ne permettent les sons qu’après que vous avez touché la page une fois ; les messages du système, qu’après votre accord sous [[page:alarms|Alarmes]].',
        'Le GX reçoit dix sortes d’avertissements et d’alarmes, et les montre jusqu’à ce qu’ils finissent. Il ne peut pas les acquitter ici.',
        'Les seuils découlent du BMS. Les vôtres peuvent s’y ajouter ; aucun ne fait taire ce que la passerelle ou le BMS a constaté.',
      ],
    },
  ],
  windows: [
    'Une seule fenêtre d’un navigateur a les ports et peut envoyer. Les autres fenêtres et onglets sont des afficheurs : ils montrent les mêmes valeurs et disent quelle fenêtre envoie.',
    {
      list: [
        'Quand celle qui envoie est fermée, les autres proposent de continuer. Sous [[page:connection|Connexion]], vous pouvez choisir que l’une d’elles le fasse d’elle-même.',
        'Un autre programme, ou un autre navigateur, qui tient les ports exclut celui-ci. Un seul peut les avoir.',
        'Deux passerelles sur un bus CAN ne doivent jamais être : le GX suivrait celle qui a parlé en dernier. La passerelle vous dit quand elle entend une autre batterie.',
      ],
    },
  ],
};
