import type { ChapterBody } from '../blocks';

export const FR_GX_CHAPTER: ChapterBody<'gx'> = {
  'gx-settings': [
    'Parcourez ces points une fois, sur le GX lui-même. Leurs noms et leur place dépendent un peu de sa version.',
    {
      steps: [
        'Profil CAN du port où est le câble : « CAN-bus BMS (500 kbit/s) ». Le débit de cette application, sous [[page:connection|Connexion]], doit être le même.',
        'DVCC : activé. Pour une batterie dont le GX ne connaît pas la marque, c’est à vous de le faire ; sans lui, aucune limite n’atteint les chargeurs.',
        'SVS, tension partagée : désactivé. La tension qui compte est celle du BMS.',
        'BMS de contrôle : cette batterie, ou automatique si elle est seule.',
        'Pas de seconde batterie avec son BMS sur les ports CAN : le GX en prend une, et lève une alarme pour davantage.',
        'Une tension de charge maximale à vous, sous DVCC, est permise. Elle ne peut qu’abaisser ce que la passerelle demande.',
        'Les chargeurs que le GX ne contrôle pas ont besoin de leurs propres limites.',
      ],
    },
    'Puis regardez : la batterie figure dans la liste des appareils avec le nom réglé ici, et sa page montre CVL, CCL et DCL comme l’aperçu. Le GX ne peut pas montrer chaque cellule : aucune trame ne les porte toutes.',
  ],
  'gx-limits': [
    'Trois nombres commandent : CVL, la plus haute tension de charge, CCL et DCL, les plus forts courants de charge et de décharge. Ce que le GX en fait :',
    {
      table: [
        ['Ce qui est envoyé', 'Ce que fait l’installation'],
        ['CVL au-dessus de la tension de la batterie', 'charge vers elle, avec CCL au plus'],
        ['CVL en dessous', 'décharge la batterie jusqu’à elle, dans les charges ou le réseau'],
        ['CCL 0', 'les chargeurs ne donnent que ce que tire l’onduleur ; le solaire peut tomber à rien'],
        ['DCL 0, avec réseau', 'la batterie se repose, le réseau alimente les charges'],
        ['DCL 0, sans réseau', 'l’onduleur s’éteint, et revient avec DCL'],
        ['rien', 'voir [[silence]]'],
      ],
    },
    {
      warning:
        'Un GX qui injecte dans le réseau le solaire du côté continu ignore CCL, et laisse ses chargeurs solaires monter jusqu’à 0,4 V au-dessus de CVL (en 48 V). Seul CVL y retient la charge. Dites-le à la passerelle : « Injection solaire au réseau » sous [[page:charge|Contrôle de charge]].',
    },
    'Le GX travaille par tours d’environ 3 secondes. Une limite qui baisse met ce temps à agir, et chargeurs solaires et onduleur n’agissent pas tous à la fois.',
    'Une alarme sur le GX ne change rien par elle-même. Seules les limites le font.',
  ],
  silence: [
    'Quand le BMS ne répond pas, la passerelle ne répète pas d’anciennes valeurs. Elle retient, puis se tait :',
    {
      table: [
        ['Depuis la dernière bonne lecture', 'Ce qui est envoyé', 'Ce que vous voyez'],
        ['moins de 10 s', 'tout comme avant', 'les valeurs pâlissent après 2 s'],
        ['10 s', 'CCL 0, CVL tenue où était la batterie, un avertissement', '« données périmées », les valeurs sont parties'],
        ['30 s', 'rien', '« muette »'],
        ['il est revenu', 'les limites aussitôt, avec la première bonne lecture', '« active »'],
      ],
    },
    'Un GX qui n’entend pas de limites pendant environ 3 secondes arrête la charge et la décharge. Ensuite :',
    {
      list: [
        'Les chargeurs solaires s’arrêtent et peuvent afficher l’erreur n° 67, « connexion au BMS perdue ». Certains la gardent jusqu’à ce qu’elle soit effacée.',
        'L’onduleur annonce d’abord « batterie faible », les versions récentes ensuite « connexion au BMS perdue ». Avec le réseau, il le laisse passer ; sans, il s’éteint.',
        'Après une dizaine de secondes à une minute, la batterie quitte la liste des appareils. Un groupe électrogène avec la règle « démarrer à la perte de communication » peut démarrer.',
        'Quand les trames reviennent, tout reprend sans toucher au GX, sauf une erreur n° 67 qui serait gardée.',
      ],
    },
    'Un GX qui se tait lui-même ne change rien : la passerelle continue d’envoyer, car un GX qui redémarre a besoin des trames pour retrouver sa batterie.',
  ],
};
