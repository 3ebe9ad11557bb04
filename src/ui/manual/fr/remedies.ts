import type { ChapterBody } from '../blocks';

export const FR_REMEDIES: ChapterBody<'remedies'> = {
  'bms-missing': [
    {
      remedies: [
        {
          symptom: 'Le port n’est pas reconnu',
          cause: 'TX et RX sont inversés, GND manque, ou l’adaptateur est fait pour RS-232.',
          action: 'La broche 2 va à RX, la broche 3 à TX, la broche 4 à GND : [[bms-cable]].',
        },
        {
          symptom: 'La première question après une pause se perd',
          cause: 'Le BMS dort environ 10 s après la dernière activité ; la première commande ne fait que le réveiller.',
          action: 'Rien : la passerelle redemande, et le tient éveillé.',
        },
        {
          symptom: 'Il répondait, et a cessé',
          cause: 'Une fiche desserrée, un BMS sans alimentation, ou éteint de lui-même après une sous-tension.',
          action: 'Vérifiez fiche et batterie. Après une sous-tension, branchez un chargeur.',
        },
        {
          symptom: 'La liaison va et vient ; beaucoup d’octets n’appartiennent à aucune trame',
          cause: 'Une ligne longue ou sans blindage, une masse partagée, ou un port série fait en logiciel.',
          action: 'Raccourcissez-la, éloignez-la de l’onduleur, isolez-la : [[isolation]].',
        },
        {
          symptom: 'Son port a disparu',
          cause: 'La fiche USB est sortie, ou le concentrateur n’a pas de courant.',
          action: 'Rebranchez. Certains adaptateurs sont à choisir de nouveau : [[ports]].',
        },
      ],
    },
    'Tant qu’il manque, la passerelle retient après 10 s et se tait après 30 s : [[silence]].',
  ],
  'adapter-missing': [
    {
      remedies: [
        {
          symptom: 'L’adaptateur n’est pas dans la liste du navigateur',
          cause: 'Ce n’est pas un port série, par exemple un CANable avec candleLight.',
          action: 'Voir [[canable]].',
        },
        {
          symptom: 'Non reconnu',
          cause: 'Mauvaise vitesse série, ou un micrologiciel qui ne dit rien de lui-même.',
          action:
            'Réglez sa vitesse sous [[page:connection|Connexion]] ; si vous le connaissez, choisissez « Adaptateur CAN qui ne répond pas ». Voir [[esp32-can]].',
        },
        {
          symptom: 'Il était là et ne répond plus',
          cause: 'Son micrologiciel est bloqué, souvent après des ennuis sur le bus.',
          action: 'Débranchez-le et rebranchez-le, puis voyez [[bus-trouble]].',
        },
        {
          symptom: 'Il redémarre sans cesse',
          cause: 'Trop peu de courant à la prise USB, ou une carte qui redémarre quand son port s’ouvre.',
          action: 'Une autre prise ou un concentrateur alimenté.',
        },
      ],
    },
  ],
  'bus-trouble': [
    'Regardez ceci dans cet ordre ; chaque point prend une minute.',
    {
      steps: [
        'Le GX est-il allumé, et le câble branché aux deux bouts ?',
        'Est-ce le port au profil « CAN-bus BMS (500 kbit/s) », et le débit est-il le même ici ? Voir [[gx-settings]].',
        'Mesurez entre CAN-H et CAN-L, tout étant coupé : 60 Ω. Voir [[termination]].',
        'CAN-H et CAN-L sont-ils inversés ? La broche 7 est CAN-H, la broche 8 CAN-L. Voir [[gx-port]].',
        'GND est-il relié, broche 3 ?',
        'Un autre appareil de ce bus a-t-il un autre débit ? Un seul suffit à tout arrêter.',
      ],
    },
    {
      table: [
        ['L’application dit', 'Cela veut dire'],
        ['Personne n’acquitte', 'l’adaptateur envoie et est seul : câble, profil, débit, GX éteint'],
        ['Le bus CAN est coupé', 'après beaucoup d’erreurs, l’adaptateur s’est retiré : débit, fils inversés ou rompus'],
        ['L’adaptateur refuse les trames', 'son canal est fermé ou sa mémoire pleine, le plus souvent parce que personne n’acquitte'],
        ['Une autre batterie envoie des limites', 'un second BMS ou une seconde passerelle : un seul peut parler. Débranchez l’autre'],
      ],
    },
    'La passerelle règle l’adaptateur à neuf après 1, 2, 5, 10 puis toutes les 30 secondes. Les trames qui ont attendu sont abandonnées : une limite ne part jamais en retard.',
  ],
  'gx-missing': [
    {
      remedies: [
        {
          symptom: 'Le GX n’a jamais été entendu, et la passerelle observe',
          cause: 'Personne n’acquitte ses trames : un adaptateur qui ne fait qu’écouter ne le fait pas.',
          action: 'Passez à blanc. Voir [[modes]].',
        },
        {
          symptom: 'Jamais entendu, ni à blanc ni en actif',
          cause: 'Câblage, terminaison, profil ou débit.',
          action: 'Voir [[bus-trouble]].',
        },
        {
          symptom: 'Il était entendu et il est perdu',
          cause: 'Il redémarre, se met à jour (cela prend des minutes), ou le câble est sorti.',
          action: 'Attendez. La passerelle continue d’envoyer, pour que le GX retrouve sa batterie.',
        },
        {
          symptom: 'Entendu, et la batterie n’est pas dans sa liste',
          cause: 'Rien n’est envoyé : la passerelle observe ou travaille à blanc ; ou ce port a un autre profil.',
          action: 'Passez en actif ; voir [[gx-settings]].',
        },
        {
          symptom: 'Dans sa liste, et les chargeurs ne suivent pas',
          cause: 'DVCC est désactivé, ou un chargeur n’est pas contrôlé par le GX.',
          action: 'Voir [[gx-settings]].',
        },
        {
          symptom: 'Des chargeurs solaires affichent n° 67 alors que tout est revenu',
          cause: 'Certains la gardent jusqu’à ce qu’elle soit effacée.',
          action: 'Effacez-la dans VictronConnect ou dans le menu du chargeur.',
        },
      ],
    },
  ],
  implausible: [
    'Une lecture qu’aucune batterie ne peut donner est comptée, montrée et jamais utilisée. Ce qui n’allait pas est dit sous [[page:connection|Connexion]], « Plausibilité ». Tant que rien d’autre ne vient, la passerelle agit comme sans données : [[silence]].',
    {
      remedies: [
        {
          symptom: 'Le nombre de cellules ne correspond pas',
          cause: 'Le BMS trouve d’autres cellules que celles de son réglage : un fil d’équilibrage est sorti, ou le réglage est faux.',
          action:
            'Comptez les fils. Avec moins de 16 cellules, les broches d’équilibrage les plus basses restent libres. Voir [[bms-settings]].',
        },
        {
          symptom: 'Les cellules ne font pas la tension du pack',
          cause: 'Un fil d’équilibrage au mauvais contact, ou la tension du pack est mesurée ailleurs.',
          action: 'Mesurez cellule et pack au multimètre, et comparez.',
        },
        {
          symptom: 'Une cellule donne une valeur absurde',
          cause: 'Un fil est rompu ou corrodé.',
          action: 'Vérifiez-le batterie coupée.',
        },
        {
          symptom: 'Les réglages se contredisent',
          cause: 'Des seuils dans le mauvais ordre, ou trop proches.',
          action: 'La page [[page:bms|BMS]] les marque. Voir [[bms-settings]].',
        },
        {
          symptom: 'Plusieurs packs répondent',
          cause: 'Cette version envoie des limites pour un seul pack.',
          action: 'Débranchez les autres, ou mettez leurs ports sur « Ignorer ».',
        },
      ],
    },
  ],
  'current-sign': [
    'La charge est positive, la décharge négative. La passerelle compare le signe à ce que le BMS dit faire ; au moins 1 A doit passer pendant quelques secondes.',
    {
      remedies: [
        {
          symptom: 'Le point reste ouvert',
          cause: 'La batterie se repose.',
          action: 'Allumez une charge de quelques ampères, ou un chargeur. Ou vérifiez vous-même et dites-le.',
        },
        {
          symptom: 'Le point est en échec',
          cause: 'Un capteur de courant externe est monté à l’envers.',
          action:
            'Retournez le capteur, ou activez « Inverser la sonde de courant externe » sur la page [[page:bms|BMS]] si le micrologiciel le connaît. Ne passez pas en actif avant.',
        },
        {
          symptom: 'Quelques dixièmes d’ampère au repos',
          cause: 'Le décalage du capteur.',
          action: 'Normal. L’état de charge dérive un peu avec lui.',
        },
      ],
    },
  ],
  'cell-voltage': [
    {
      remedies: [
        {
          symptom: 'Une cellule est haute, les autres non',
          cause: 'Elle est plus pleine ou plus petite que les autres, et part en avant à la fin de la charge.',
          action: 'Laissez la batterie s’équilibrer : pleine et au repos pendant des heures. Voir [[balance]].',
        },
        {
          symptom: 'Toutes les cellules sont hautes',
          cause: 'Un chargeur qui ne suit pas le GX, ou plus de solaire que le réseau n’en prend.',
          action: 'DVCC activé ; voir [[gx-settings]] et, pour l’injection, [[gx-limits]].',
        },
        {
          symptom: 'L’alarme vient à la fin de chaque charge',
          cause: 'La tension de charge est proche de la coupure.',
          action: 'Abaissez la tension d’absorption sous [[page:charge|Contrôle de charge]].',
        },
        {
          symptom: 'Une cellule est basse en charge du réseau, et bonne au repos',
          cause: 'Une cellule faible ou un mauvais contact ; sa tension tombe avec le courant.',
          action: 'Serrez et nettoyez ses connexions, puis comparez au même courant.',
        },
        {
          symptom: 'Toutes les cellules sont basses',
          cause: 'La batterie est vide.',
          action: 'Chargez-la. La passerelle ne refuse jamais la charge à une batterie vide.',
        },
        {
          symptom: 'Le BMS a coupé avant que l’onduleur ne s’arrête',
          cause: 'La tension vide de la passerelle est trop près de celle du BMS.',
          action:
            'Relevez la tension vide sous [[page:charge|Contrôle de charge]]. Après une coupure de sous-tension, branchez un chargeur.',
        },
      ],
    },
  ],
  balance: [
    'Des cellules écartées ne comptent que près du plein : plus bas, elles diffèrent par nature. Tant qu’elles le sont là-haut, la passerelle abaisse la tension et le courant de charge, pour que le BMS ait le temps d’équilibrer.',
    {
      remedies: [
        {
          symptom: 'L’écart grandit à la fin de la charge',
          cause: 'Les cellules contiennent des charges différentes.',
          action: 'Gardez la batterie pleine pendant des heures, plusieurs fois. L’équilibrage enlève peu à chaque heure.',
        },
        {
          symptom: 'Il ne diminue jamais',
          cause:
            'L’équilibrage commence au-dessus de la tension de charge, donc jamais ; ou la batterie n’est jamais pleine assez longtemps.',
          action: 'Suivez les conseils sous [[page:charge|Contrôle de charge]] : le seuil est le registre 303.',
        },
        {
          symptom: 'C’est toujours la même cellule',
          cause: 'Un mauvais contact à son fil d’équilibrage, ou une cellule usée.',
          action: 'Mesurez-la au multimètre, à la cellule même. S’il contredit le BMS, c’est le fil.',
        },
      ],
    },
  ],
  temperature: [
    'Les cellules LFP et NMC ne doivent pas être chargées sous zéro : cela les abîme pour de bon. La passerelle l’interdit donc avant que le BMS n’ait à le faire.',
    {
      remedies: [
        {
          symptom: 'Trop froid pour charger',
          cause: 'La sonde la plus froide est sous la table.',
          action: 'Réchauffez la batterie. La décharge continue, réduite. La charge revient d’elle-même.',
        },
        {
          symptom: 'Trop chaud',
          cause: 'Trop de courant pour l’endroit, ou trop peu d’air.',
          action: 'Réduisez le courant ; laissez l’air arriver à la batterie.',
        },
        {
          symptom: 'Une température impossible',
          cause: 'Une sonde d’une autre sorte que celle du réglage, ou un fil rompu.',
          action: 'Vérifiez le type de sonde sur la page [[page:bms|BMS]].',
        },
        {
          symptom: 'Seule la température de la carte est montrée',
          cause: 'Aucune sonde n’est montée.',
          action: 'Montez-en une contre les cellules : la carte est plus chaude qu’elles, et dit peu du gel.',
        },
      ],
    },
  ],
  current: [
    {
      remedies: [
        {
          symptom: 'Courant de charge élevé',
          cause: 'Des chargeurs que le GX ne contrôle pas, ou l’injection, où CCL est ignorée.',
          action: 'Voir [[gx-settings]] et [[gx-limits]].',
        },
        {
          symptom: 'Courant de décharge élevé',
          cause: 'De grosses charges. En îlot, un onduleur ne tient aucune limite de décharge, sauf 0.',
          action: 'Éteignez des charges, ou réglez la limite propre de l’onduleur.',
        },
        {
          symptom: 'Le BMS coupe sur une courte pointe',
          cause: 'Sa coupure de pointe agit aussitôt.',
          action: 'Relevez-la dans ce que cellules et interrupteurs supportent ; elle doit être au-dessus de la coupure continue.',
        },
      ],
    },
  ],
  'bms-fault': [
    'Dans son état de défaut, le BMS a ouvert des interrupteurs. La passerelle dit 0 pour les deux courants, et lève l’alarme interne sur le GX. Le défaut est nommé dans le journal du BMS, page [[page:bms|BMS]], « Événements ».',
    {
      table: [
        ['Défaut', 'Que faire'],
        ['coupure de sous-tension', 'brancher un chargeur, ou redémarrer le BMS'],
        ['coupure de surtension', 'laisser descendre les cellules ; chercher quel chargeur l’a fait : [[cell-voltage]]'],
        ['température trop haute ou trop basse', 'voir [[temperature]]'],
        ['coupures de surintensité', 'voir [[current]]'],
        [
          'erreur d’interrupteur',
          'du courant passe alors qu’il ne devrait pas : un contacteur est collé ou mal câblé. Débranchez la batterie et vérifiez : [[switches]]',
        ],
        ['capteur de courant branché ou débranché', 'vérifier sa fiche, puis redémarrer le BMS'],
      ],
    },
    'Certains défauts ne finissent que par un redémarrage. Redémarrer déconnecte la batterie quelques secondes : faites-le quand cela ne gêne rien.',
    'Une demande que le BMS refuse de temps en temps n’est pas un défaut. S’il refuse tout, son micrologiciel est plus ancien que la demande.',
  ],
  storage: [
    'Historique, journal, alarmes et réglages sont gardés dans ce navigateur, pour cette adresse. Sans place pour eux, la passerelle marche quand même.',
    {
      remedies: [
        {
          symptom: 'Quelque chose n’est pas enregistré',
          cause: 'Le disque est plein, ou la page est dans une fenêtre privée.',
          action: 'Libérez de la place ; prenez une fenêtre ordinaire. Ce qui attend en mémoire est enregistré dès que possible.',
        },
        {
          symptom: 'Tout a disparu',
          cause: 'Les données du navigateur ont été effacées, ou la page a une autre adresse qu’avant.',
          action: 'Enregistrez en fichier ce que vous voulez garder, sous [[page:history|Historique]] et [[page:log|Journal]].',
        },
        {
          symptom: 'Le contrôle de charge a recommencé',
          cause: 'Sa mémoire était d’une autre batterie, trop vieille ou abîmée.',
          action: 'Rien. Si une cellule est à sa limite, la passerelle l’observe avant d’envoyer.',
        },
        {
          symptom: 'Un réglage n’a pas été pris',
          cause: 'Il enfreint une règle, que le message nomme. Rien n’a été changé.',
          action: 'Corrigez-le, ou reprenez la valeur d’origine.',
        },
      ],
    },
  ],
};
