import type { ChapterBody } from '../blocks';

export const FR_WIRING: ChapterBody<'wiring'> = {
  'bms-cable': [
    { drawing: 'uart' },
    {
      table: [
        ['Broche du JST PH à 4 contacts', 'Signal', 'Vers'],
        ['1', 'sortie 5 V', 'rien : l’adaptateur est alimenté par l’USB'],
        ['2', 'TX, du BMS', 'RX de l’adaptateur'],
        ['3', 'RX, vers le BMS', 'TX de l’adaptateur'],
        ['4', 'GND, le négatif du pack', 'GND du côté isolé de l’adaptateur'],
      ],
    },
    {
      warning:
        'Fiez-vous aux numéros des broches, pas aux couleurs. Sur au moins un câble du fabricant, le blanc est le 5 V, le jaune TX, le noir RX et le rouge GND.',
    },
    'C’est une ligne série à niveau logique : ni RS-232 ni RS-485, dont les tensions peuvent la détruire. Le fabricant n’indique pas la tension logique ; des cartes à entrées 3,3 V et 5 V sont en service. Vitesse et format sont fixes : 115200 bauds, 8 bits de données, sans parité, 1 bit d’arrêt, sans contrôle de flux.',
    {
      list: [
        'Le câble USB du fabricant : ceux vendus depuis juin 2024 contiennent un isolateur. Avec un plus ancien, mettez un isolateur USB entre lui et l’ordinateur.',
        'Un adaptateur série USB à niveau logique : isolé, ou ordinaire derrière un isolateur USB. Voir [[isolation]].',
        'Une carte ESP32 qui laisse passer les octets : [[relay]].',
      ],
    },
    'Une seule chose à la fois peut être branchée sur cette prise : le module Bluetooth ou CAN du fabricant doit partir. Et le 5 V de la broche 1 est coupé quand le BMS dort ; ce qui en vit ne pourrait pas le réveiller.',
  ],
  isolation: [
    'La ligne série du TinyBMS n’est pas isolée : son GND est le négatif du pack. La masse d’un ordinateur en est une autre : celle de son chargeur, du secteur, de la coque d’un bateau, ou celle du GX par l’adaptateur CAN.',
    'Reliez les deux par un fil fin, et voici ce qui peut arriver :',
    {
      list: [
        'Le fil devient un second chemin pour le courant de la batterie, à côté du gros câble négatif.',
        'Si ce câble se desserre, ou si un interrupteur s’y ouvre, tout le courant cherche son chemin par l’adaptateur et l’ordinateur. BMS, adaptateur et ordinateur peuvent être détruits à cet instant.',
        'Les tensions entre les deux masses perturbent les données : des octets se perdent, des lectures sont rejetées, la liaison va et vient.',
      ],
    },
    'Il y a donc toujours un isolateur entre le BMS et l’ordinateur : dans l’adaptateur série USB, dans le câble, ou un isolateur USB à part. Un isolateur USB « full speed » est assez rapide.',
    'Le côté CAN partage sa masse, broche 3 de la prise, avec le GX. Un adaptateur CAN isolé y est le meilleur choix. Il ne remplace pas l’isolateur du BMS.',
    { warning: 'Un portable sur sa batterie n’est pas une isolation : avec son chargeur, ou tout autre câble, la masse revient.' },
  ],
  relay: [
    'Une carte ESP32 peut tenir la place de l’adaptateur série USB, si son micrologiciel laisse passer chaque octet entre l’USB et la ligne du BMS, sans le changer, à 115200 bauds, et n’écrit rien de lui-même.',
    {
      list: [
        'Câblez-la comme dans [[bms-cable]] : RX de la carte à la broche 2, TX à la broche 3, GND à la broche 4.',
        'Une telle carte n’est pas isolée. Mettez un isolateur dans la ligne vers le BMS, ou un isolateur USB devant l’ordinateur. Voir [[isolation]].',
        'Quand le port s’ouvre ou se ferme, la carte peut redémarrer, et écrit ce qu’elle écrit au démarrage. La passerelle attend qu’elle se taise, huit secondes au plus, et affiche « démarrage » entre-temps.',
        'Les cartes à USB natif n’envoient rien tant que la ligne DTR est inactive. La passerelle la laisse comme le système la met : active.',
      ],
    },
  ],
  'can-adapter': [
    'La passerelle parle au GX par un adaptateur CAN série, et lui demande quel dialecte de slcan il parle. Deux choses comptent : il doit être un port série, et savoir faire 500 kbit/s.',
    {
      table: [
        ['Adaptateur', 'Convient', 'À savoir'],
        ['CANable avec un micrologiciel slcan', 'oui', 'ne répond presque à aucune commande : [[canable]]'],
        ['CANable avec candleLight', 'non', 'ce n’est pas un port série ; installez un micrologiciel slcan : [[canable]]'],
        ['Lawicel CANUSB', 'oui', '[[canusb-usbtin]]'],
        ['USBtin', 'oui', '[[canusb-usbtin]]'],
        ['ESP32 avec un micrologiciel TWAI et un émetteur-récepteur', 'le plus souvent', 'selon le micrologiciel : [[esp32-can]]'],
      ],
    },
    'Les adaptateurs à USB natif ignorent la vitesse série réglée sous [[page:connection|Connexion]]. Derrière une puce série USB, il faut la vitesse du micrologiciel ; 115200 suffit pour ce qui est envoyé ici.',
    'Ce que l’adaptateur répond veut dire qu’il a pris la commande. Aucun ne dit si quelqu’un sur le bus a acquitté la trame. La seule preuve que le GX est là, c’est ce qu’il envoie lui-même ; voilà pourquoi « envoyé » et « entendu » sont montrés à part.',
  ],
  canable: [
    {
      remedies: [
        {
          symptom: 'L’adaptateur est branché et n’est pas dans la liste du navigateur',
          cause: 'Il a le micrologiciel candleLight, qui n’est pas un port série.',
          action: 'Installez un micrologiciel slcan pour sa carte. Rien d’autre n’y fait.',
        },
        {
          symptom: '« Acquitte par : rien » sur la page Trames',
          cause: 'Les micrologiciels d’origine des CANable 1 et 2 ne répondent qu’à la demande de version.',
          action: 'Ils sont ainsi. La passerelle envoie à un rythme régulier et juge à ce que montre le bus.',
        },
        {
          symptom: 'Il acquitte sur le bus alors que la passerelle ne fait qu’observer',
          cause: 'Le micrologiciel du CANable 1 ne sait pas seulement écouter.',
          action: 'Sans danger : rien n’est envoyé de toute façon.',
        },
      ],
    },
    'Des micrologiciels plus récents pour ces cartes répondent à chaque commande, certains par une ligne qui commence par `#`. La passerelle le découvre seule. Un rapport parle de cartes qui réessaient sans fin quand personne n’acquitte : alors le GX doit être allumé, ou l’adaptateur rebranché.',
  ],
  'canusb-usbtin': [
    'Les deux répondent à chaque commande et à chaque trame, si bien que la passerelle sait ce qui a été pris : `z` sur la page Trames. Les deux ont un USB natif ou une puce qui fait de même ; la vitesse série n’importe pas.',
    {
      list: [
        'CANUSB tient 8 trames à envoyer et 32 reçues. C’est bien assez pour une batterie ; un bus partagé avec beaucoup d’autres appareils peut le déborder.',
        'La passerelle règle l’un comme l’autre à neuf après chaque branchement ; rien n’est à enregistrer dans l’adaptateur.',
        'Regardez si votre carte a une résistance de 120 Ω, et si elle est en service : [[termination]].',
      ],
    },
  ],
  'esp32-can': [
    'Un ESP32 a un contrôleur CAN (TWAI) et a besoin d’un émetteur-récepteur à ses broches. Ce qu’il vaut dépend du micrologiciel ; voici les habitudes connues :',
    {
      table: [
        ['Ce que vous voyez', 'Pourquoi', 'Ce qui aide'],
        [
          'non reconnu, ou seulement du charabia',
          'la vitesse série du micrologiciel : certains prennent 500000 ou 921600',
          'la même vitesse sous [[page:connection|Connexion]]',
        ],
        ['« démarrage » pendant quelques secondes', 'ouvrir le port redémarre la carte', 'attendre ; huit secondes au plus'],
        [
          'mort après des ennuis sur le bus',
          'certains micrologiciels ne reviennent pas de « bus off »',
          'réparer le bus, puis rebrancher la carte',
        ],
        ['trames perdues sur un bus chargé', 'sa file tient cinq trames', 'donner à la batterie un bus à elle'],
        ['acquitte tout', 'sa réponse veut dire « lu », pas « envoyé »', 'croire le GX entendu, pas la réponse'],
      ],
    },
    'Les micrologiciels qui ne disent rien d’eux-mêmes sont « non reconnus ». Si vous savez ce que c’est, choisissez « Adaptateur CAN qui ne répond pas » pour ce port.',
  ],
  'gx-port': [
    { drawing: 'cable' },
    {
      table: [
        ['Broche du RJ45', 'Signal', 'Vers l’adaptateur'],
        ['3', 'GND', 'GND'],
        ['7', 'CAN-H', 'CAN-H'],
        ['8', 'CAN-L', 'CAN-L'],
        ['1, 2, 4, 5, 6', '—', 'rien : laissez-les libres'],
      ],
    },
    'Le port s’appelle BMS-Can ou, là où il n’y en a qu’une sorte, VE.Can ; les broches sont les mêmes. Les deux prises d’un port sont reliées à l’intérieur : l’une prend le câble, l’autre la terminaison.',
    'CAN-H et CAN-L vont sur une même paire torsadée. Dans un câble réseau ordinaire, 7 et 8 en forment une.',
    'Éloignez le câble de ceux de l’onduleur, et ne le faites pas plus long qu’il ne faut.',
  ],
  termination: [
    { drawing: 'termination' },
    'Un bus CAN a une résistance de 120 Ω à chacun de ses deux bouts, et nulle part ailleurs. Il n’y en a pas dans le GX.',
    {
      list: [
        'Au GX : une terminaison RJ45 dans la seconde prise du même port.',
        'À l’adaptateur : sa propre résistance (un cavalier ou un interrupteur sur beaucoup de cartes), ou 120 Ω entre CAN-H et CAN-L.',
        'Les appareils entre les deux bouts n’en ont pas.',
      ],
    },
    'Mesurez : coupez tout, laissez le câble branché, et mesurez entre CAN-H et CAN-L.',
    {
      table: [
        ['Lecture', 'Signification'],
        ['environ 60 Ω', 'juste : deux résistances'],
        ['environ 120 Ω', 'il en manque une'],
        ['environ 40 Ω ou moins', 'une de trop'],
        ['bien plus, ou rien', 'aucune, ou un fil rompu'],
        ['près de 0 Ω', 'CAN-H et CAN-L se touchent'],
      ],
    },
    'Un bus court avec une seule résistance peut sembler marcher, et tomber quand l’onduleur travaille. Faites-le juste.',
  ],
};
