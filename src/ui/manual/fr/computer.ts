import type { ChapterBody } from '../blocks';

export const FR_COMPUTER: ChapterBody<'computer'> = {
  browsers: [
    'La passerelle a besoin de Web Serial, par quoi une page peut utiliser un port série que vous lui avez permis.',
    {
      table: [
        ['Navigateur', 'Ports série'],
        ['Chrome, Edge et autres navigateurs Chromium sous Windows, macOS, Linux, ChromeOS', 'oui ; l’application est faite pour eux'],
        ['Firefox 151 et suivants, sur ordinateur', 'oui, après une autorisation de plus'],
        ['Chrome sous Android', 'peut-être : [[android]]'],
        ['Safari ; tout navigateur sur iPhone ou iPad', 'non'],
      ],
    },
    'Tout le reste marche partout : la simulation, les enregistrements, les historiques et journaux sauvés en fichiers.',
    'La page doit venir d’une adresse sûre (https, ou cet ordinateur lui-même) ; sinon le navigateur cache ses ports.',
  ],
  android: [
    'Sous Android, cela peut marcher. Voici ce qui est connu ; seul l’essai le dit, et un appareil qui marche aujourd’hui peut cesser avec une mise à jour du système.',
    {
      table: [
        ['Version', 'Ce qui marche'],
        ['Chrome 148 et suivants, sur un Android récent', 'les ports par câble, là où le système lui-même pilote l’adaptateur'],
        ['Chrome 138 et suivants', 'les ports série par Bluetooth'],
        ['plus ancien, sans Web Serial', 'les adaptateurs de classe CDC-ACM par WebUSB, si le système ne les a pas pris lui-même'],
      ],
    },
    {
      list: [
        'Les adaptateurs de classe CDC-ACM sont le choix le plus sûr : la plupart de ceux à USB natif, comme USBtin, CANable avec slcan, beaucoup de cartes ESP32.',
        'Avec les puces FTDI, CP210x (le câble du fabricant pour le TinyBMS en a une) et PL2303, les rapports disent non, ou que cela dépend du constructeur de la tablette.',
        'Deux adaptateurs demandent un concentrateur USB, et une tablette qui l’alimente ou qui en est alimentée.',
        'Une tablette économise son énergie : laissez-la sur son chargeur, installez l’application et gardez l’écran allumé. Voir [[unattended]].',
      ],
    },
    'Par WebUSB, l’application ne voit un adaptateur que tant que le système le laisse ; sinon le port « n’a pas pu être ouvert ». Après un débranchement, il faut le choisir de nouveau s’il n’a pas de numéro de série.',
    'Pour une installation qui doit marcher seule, prenez un petit ordinateur avec Chrome ou Edge, et la tablette comme afficheur.',
  ],
  linux: [
    {
      remedies: [
        {
          symptom: 'Un port est dans la liste et ne s’ouvre pas',
          cause: 'Votre utilisateur n’a pas le droit d’ouvrir les ports série.',
          action: 'Ajoutez-le au groupe `dialout` (Debian, Ubuntu, Fedora) ou `uucp` (Arch) et rouvrez la session.',
        },
        {
          symptom: 'La liste des ports est vide',
          cause: 'Le navigateur vient d’un paquet Snap.',
          action:
            'Autorisez-le par `snap connect chromium:raw-usb`, ou installez un autre paquet. Un navigateur Flatpak a besoin de l’accès aux appareils.',
        },
        {
          symptom: 'Un adaptateur à puce CH340 disparaît aussitôt',
          cause: 'Sous Ubuntu, `brltty` le prend pour un afficheur braille.',
          action: 'Retirez `brltty`, si personne n’en a besoin.',
        },
        {
          symptom: 'Un port tout neuf est occupé pendant quelques secondes',
          cause: '`ModemManager` lui demande s’il est un modem.',
          action: 'Attendez : la passerelle réessaie d’elle-même.',
        },
      ],
    },
  ],
  ports: [
    'Une page ne voit que les ports que vous avez choisis dans la liste du navigateur, un clic pour chacun. La passerelle demande ensuite à l’appareil qui il est, et montre ce qu’elle a vu sous « Comment cela a été décidé ». Deux adaptateurs pareils ne gênent pas.',
    {
      remedies: [
        {
          symptom: 'L’adaptateur n’est pas dans la liste',
          cause:
            'Un câble de charge sans fils de données, un pilote absent, un adaptateur qui n’est pas un port série ([[canable]]), ou un navigateur Snap ([[linux]]).',
          action: 'Essayez un autre câble et une autre prise ; regardez si le système lui-même montre un port.',
        },
        {
          symptom: 'Un port n’a pas pu être ouvert',
          cause:
            'Un autre programme ou onglet le tient (le logiciel du fabricant, un terminal), ou cet utilisateur n’en a pas le droit ([[linux]]).',
          action: 'Fermez l’autre. La passerelle réessaie d’elle-même après une seconde, puis toutes les deux secondes.',
        },
        {
          symptom: 'Après chaque débranchement, il faut le choisir de nouveau',
          cause: 'L’adaptateur n’a pas de numéro de série (CH340) : le navigateur ne peut pas le reconnaître.',
          action:
            'Choisissez-le de nouveau, ou prenez-en un avec numéro de série. Des cartes CP2102 bon marché ont parfois toutes le même.',
        },
        {
          symptom: 'Non reconnu',
          cause: 'Personne ne répond : pas d’alimentation, TX et RX inversés, une autre vitesse série, ou un autre appareil.',
          action: 'Voir [[bms-missing]] et [[adapter-missing]].',
        },
      ],
    },
    'Si vous en savez plus que la passerelle, choisissez le rôle d’un port à la main. « Ignorer » le laisse aux autres programmes.',
  ],
  unattended: [
    'Un navigateur n’est pas une machine à lui seul. Pour une installation qui doit marcher sans vous :',
    {
      list: [
        'Installez l’application, sous [[page:about|À propos]]. Les fenêtres des applications installées ne sont pas abandonnées pour gagner de la mémoire ; un onglet ordinaire peut l’être.',
        'Désactivez la veille de l’ordinateur, aussi capot fermé. Pendant la veille, rien n’est envoyé ; ensuite la passerelle relit tout avant d’envoyer.',
        'Laissez « Redevenir active d’elle-même » en marche, et faites lancer le navigateur par le système.',
        'Un onglet caché continue : la passerelle tourne dans un worker, que les navigateurs ne ralentissent pas.',
        'Les nouvelles versions attendent que vous les preniez.',
        'Les adaptateurs sans numéro de série ont besoin de vous après chaque débranchement : [[ports]].',
      ],
    },
    'Une passerelle bloquée est arrêtée et relancée par la page ; la raison est dite sous [[page:connection|Connexion]], « Chien de garde ». Si les relances se suivent, rechargez la page et enregistrez un fichier d’assistance sous [[page:log|Journal]].',
    'Personne n’est appelé quand tout l’ordinateur a disparu. Le GX le remarque, et s’arrête de lui-même : [[silence]]. Ses propres alarmes, ou VRM, peuvent vous appeler.',
  ],
};
