import type { Texts } from './keys';

const NOT_TAKEN =
  'Le navigateur ne prend pas ces données : le disque est peut-être plein, la page est dans une fenêtre privée, ou un autre onglet a une autre version de l’application.';

export const FR_FAULTS: Texts['faults'] = {
  'port-open-failed': {
    title: 'Un port n’a pas pu être ouvert',
    cause: 'Un autre programme ou onglet l’utilise peut-être, ou cet utilisateur n’a pas le droit d’ouvrir les ports série.',
    action:
      'Fermez les autres programmes qui utilisent l’adaptateur. Sous Linux, ajoutez-vous au groupe « dialout » (ou « uucp ») et rouvrez la session ; un navigateur Snap a besoin de l’autorisation raw-usb.',
  },
  'port-lost': {
    title: 'Un câble a été débranché',
    cause: 'L’adaptateur a disparu de cet ordinateur.',
    action: 'Rebranchez-le. La passerelle se reconnecte d’elle-même.',
  },
  'port-not-answering': {
    title: 'Un appareil ne répond plus',
    cause: 'Le port est ouvert, mais l’appareil derrière lui reste muet.',
    action: 'Vérifiez que l’appareil est alimenté et que son câble tient bien. La passerelle continue d’essayer.',
  },
  'port-unidentified': {
    title: 'Un port n’a pas été reconnu',
    cause: 'L’appareil ne répond ni comme un TinyBMS ni comme un adaptateur CAN.',
    action: 'Vérifiez le câblage et l’alimentation. Si vous savez ce que c’est, choisissez son rôle sous Connexion.',
  },
  'port-gone': {
    title: 'Un adaptateur connu manque',
    cause:
      'Il a déjà servi et ne figure plus parmi les ports autorisés. Les adaptateurs sans numéro de série sont à choisir de nouveau après chaque débranchement.',
    action: 'Branchez-le, puis utilisez « Ajouter un port » sous Connexion.',
  },
  'bms-refused': {
    title: 'Le BMS a refusé une demande',
    cause: 'Son micrologiciel ne connaît pas la demande, ou il est occupé.',
    action: 'En général rien à faire. Si cela dure, mettez à jour le micrologiciel du BMS.',
  },
  'bms-implausible': {
    title: 'Le BMS donne des valeurs impossibles',
    cause: 'Une lecture se contredit ou contredit les réglages du BMS ; elle n’a pas été utilisée.',
    action: 'Vérifiez les fils d’équilibrage et les sondes, puis comparez avec le logiciel du BMS.',
  },
  'bms-cell-count': {
    title: 'Le nombre de cellules ne correspond pas',
    cause: 'Le BMS trouve un autre nombre de cellules que celui de ses réglages.',
    action: 'Vérifiez les fils d’équilibrage et le réglage du nombre de cellules en série dans le BMS.',
  },
  'bms-broadcasting': {
    title: 'Le BMS envoie du texte de lui-même',
    cause: 'Sa diffusion est activée et son texte se glisse entre les réponses.',
    action: 'Mettez le temps de diffusion (registre 342) à 0 dans le logiciel du BMS.',
  },
  'charge-refused': {
    title: 'Vos paramètres de charge ne sont pas utilisés',
    cause: 'Ils ne conviennent pas à cette batterie. La passerelle charge selon les réglages du BMS, sans jamais dépasser vos maxima.',
    action: 'Ouvrez Contrôle de charge : chaque règle enfreinte y est nommée. Corrigez les valeurs ou laissez-les au BMS.',
  },
  'several-packs': {
    title: 'Plusieurs packs de batterie sont connectés',
    cause: 'Cette version n’envoie des limites que pour un seul pack.',
    action: 'Débranchez les autres packs, ou réglez leurs ports sur « Ignorer » sous Connexion.',
  },
  'bms-exchanged': {
    title: 'Un autre BMS répond : le mode actif est terminé',
    cause:
      'Vous étiez passé en mode actif avec un TinyBMS, et un autre numéro de série répond. Ce que vous aviez vérifié ne dit rien de cette batterie-ci.',
    action: 'Rien n’est envoyé. Vérifiez les points sous Connexion → Fonctionnement pour cette batterie, puis repassez en mode actif.',
  },
  'can-refusing': {
    title: 'L’adaptateur CAN refuse les trames',
    cause: 'Il répond à chaque trame par une erreur, souvent parce que son canal est fermé ou sa mémoire pleine.',
    action: 'Vérifiez que le GX est allumé et que le câble CAN est branché des deux côtés.',
  },
  'can-bus-off': {
    title: 'Le bus CAN est coupé',
    cause: 'Après trop d’erreurs, l’adaptateur a quitté le bus : mauvais débit, fils inversés ou rompus.',
    action: 'Vérifiez le débit des deux côtés (GX : 500 kbit/s), CAN-H et CAN-L, et les terminaisons. La passerelle réessaie d’elle-même.',
  },
  'can-error-passive': {
    title: 'Personne n’acquitte sur le bus CAN',
    cause: 'L’adaptateur compte des erreurs : aucun autre appareil sur le bus, une terminaison absente ou un mauvais débit.',
    action:
      'Vérifiez que le GX est allumé, que son port utilise le profil « CAN-bus BMS (500 kbit/s) » et que les deux bouts ont leur terminaison.',
  },
  'can-foreign-limits': {
    title: 'Une autre batterie envoie des limites',
    cause: 'Le bus CAN porte des trames de limites que cette passerelle n’a pas envoyées.',
    action: 'Retirez l’autre BMS ou l’autre passerelle de ce bus CAN : un seul peut parler pour la batterie.',
  },
  'gx-lost': {
    title: 'Le GX n’est plus entendu',
    cause: 'Aucun signe de vie du GX depuis 10 secondes. Il redémarre peut-être, ou le câble CAN est débranché.',
    action: 'Vérifiez que le GX est allumé et le câble CAN branché.',
  },
  'bms-stale': {
    title: 'Données du BMS périmées',
    cause: 'Le BMS n’a pas répondu depuis 10 secondes. Aucune charge n’est permise entre-temps.',
    action: 'Vérifiez le câble USB du BMS et que le BMS est réveillé. Après 30 secondes, une passerelle qui envoie se tait.',
  },
  'bms-silent': {
    title: 'La passerelle s’est tue',
    cause:
      'Le BMS n’a pas répondu depuis 30 secondes. Rien n’est envoyé ; un GX qui suivait cette passerelle cesse de lui-même la charge et la décharge.',
    action: 'Vérifiez le câble USB du BMS et que le BMS est réveillé. À la première bonne lecture, la passerelle reprend comme avant.',
  },
  'ports-owned-elsewhere': {
    title: 'La passerelle fonctionne dans un autre onglet',
    cause: 'Un seul onglet à la fois peut utiliser les ports.',
    action: 'Utilisez l’autre onglet, ou fermez-le et connectez ici.',
  },
  'other-window-sends': {
    title: 'Une autre fenêtre émet',
    cause: 'Cette fenêtre ne fait que montrer ce que fait l’autre, et ne doit pas lui en faire faire davantage.',
    action: 'Allez à la fenêtre qui émet, ou fermez-la et émettez d’ici.',
  },
  'serial-unsupported': {
    title: 'Ce navigateur ne peut pas utiliser les ports série',
    cause: 'Il n’offre ni Web Serial ni WebUSB.',
    action: 'Ouvrez cette page dans Chrome, Edge ou un autre navigateur Chromium sur ordinateur, ou regardez la simulation.',
  },
  'nothing-to-replay': {
    title: 'Rien à rejouer',
    cause: 'Aucun enregistrement n’est ouvert dans cet onglet, ou il ne contenait aucun message.',
    action: 'Ouvrez un fichier de trafic, ou prenez ce qui est conservé comme enregistrement.',
  },
  'part-missing': {
    title: 'Il manque une partie de l’application',
    cause: 'Elle est chargée au premier besoin et n’a pas pu l’être : sans réseau, ou après une mise à jour faite ailleurs.',
    action: 'Réessayez. Si rien ne change, rechargez la page quand l’application est joignable.',
  },
  'not-simulated': {
    title: 'Le simulateur ne connaît pas cette panne',
    cause: 'La simulation a été arrêtée ou changée entre-temps.',
    action: 'Relancez la simulation sous Connexion.',
  },
  'not-proven': {
    title: 'La passerelle ne peut pas encore passer en actif',
    cause: 'Des points de la liste de contrôle sont ouverts ou en échec ; rien n’a été modifié.',
    action: 'Regardez « Avant de passer en actif » sous Connexion.',
  },
  'listen-only': {
    title: 'La passerelle est réglée pour écouter seulement',
    cause: 'Le réglage « Écouter seulement sur le bus CAN » est activé ; rien n’a été modifié.',
    action: 'Désactivez-le sous Réglages, Adaptateur CAN.',
  },
  'bms-not-there': {
    title: 'Aucun BMS ne répond',
    cause: 'L’atelier travaille sur le BMS lui-même, et aucun n’est connecté en ce moment.',
    action: 'Voyez Connexion. Ce que vous avez saisi reste.',
  },
  'workshop-busy': {
    title: 'Un travail est déjà en cours sur le BMS',
    cause: 'On ne fait qu’une chose à la fois avec lui.',
    action: 'Attendez qu’elle soit terminée.',
  },
  'profile-changed': {
    title: 'Les réglages du BMS ne sont plus ceux que vous avez vus',
    cause: 'Ils ont changé entre-temps, ou un autre BMS est connecté. Rien n’a été écrit.',
    action: 'Ils ont été relus. Vérifiez encore une fois vos modifications.',
  },
  'changes-refused': {
    title: 'Ces modifications ne peuvent pas être écrites',
    cause: 'L’une d’elles au moins enfreint une règle entre les réglages. Rien n’a été écrit.',
    action: 'Corrigez les réglages signalés.',
  },
  'configuration-moved': {
    title: 'Quelque chose a changé entre-temps',
    cause: 'Les réglages, ou la batterie, ne sont plus ceux pour lesquels les changements ont été montrés.',
    action: 'Revoyez les changements.',
  },
  'configuration-invalid': {
    title: 'Ce réglage ne peut pas être accepté',
    cause: 'Une valeur sort de ce qui est permis ; rien n’a été modifié.',
    action: 'Vérifiez la valeur nommée ici et recommencez.',
  },
  'storage-unavailable': {
    title: 'Rien ne peut être mémorisé',
    cause: 'Le navigateur refuse le stockage à cette page, par exemple dans une fenêtre privée.',
    action: 'La passerelle fonctionne quand même ; les choix sont oubliés à la fermeture de la page.',
  },
  'settings-unread': {
    title: 'Vos réglages n’ont pas pu être lus',
    cause:
      'Le navigateur n’a pas rendu à cette page ce qu’il avait enregistré. Un autre onglet a peut-être une autre version de l’application.',
    action:
      'La passerelle fonctionne avec ses valeurs par défaut et commence en mode observation. Elle réessaie d’elle-même et n’écrit rien par-dessus ce qu’elle n’a pas lu ; fermez les autres onglets de l’application, ou rechargez la page.',
  },
  'history-unsaved': {
    title: 'L’historique n’est pas enregistré',
    cause: NOT_TAKEN,
    action:
      'La passerelle fonctionne quand même. Les mesures attendent en mémoire et seront enregistrées dès que le navigateur les prendra ; libérez de la place et fermez les autres onglets de l’application.',
  },
  'log-unsaved': {
    title: 'Le journal n’est pas enregistré',
    cause: NOT_TAKEN,
    action:
      'La passerelle fonctionne quand même. Les lignes attendent en mémoire et seront enregistrées dès que le navigateur les prendra ; libérez de la place et fermez les autres onglets de l’application.',
  },
  'alarms-unsaved': {
    title: 'La liste des alarmes n’est pas enregistrée',
    cause: NOT_TAKEN,
    action:
      'Les alarmes sont signalées quand même et seront enregistrées dès que le navigateur les prendra ; libérez de la place et fermez les autres onglets de l’application.',
  },
  'incidents-unsaved': {
    title: 'Un incident n’a pas pu être enregistré',
    cause: NOT_TAKEN,
    action:
      'Les trois derniers attendent en mémoire et sont proposés de nouveau chaque minute : enregistrez-les depuis la page Journal avant de fermer cet onglet.',
  },
  'traffic-unsaved': {
    title: 'Le trafic n’est pas enregistré',
    cause: NOT_TAKEN,
    action: 'La passerelle fonctionne quand même. Libérez de la place, ou arrêtez l’enregistrement du trafic sur la page Trames.',
  },
  'law-memory-unsaved': {
    title: 'La mémoire du contrôle de charge n’est pas enregistrée',
    cause: NOT_TAKEN,
    action:
      'La passerelle fonctionne quand même. Après un redémarrage, elle ignore les blocages d’avant et la charge reprend depuis le début.',
  },
  'law-memory-dropped': {
    title: 'Le contrôle de charge est reparti de zéro',
    cause: 'Ce qu’il avait enregistré de cette batterie n’était pas utilisable.',
    action: 'Rien à faire : les limites découlent de ce que la batterie montre maintenant. La charge reprend en phase bulk.',
  },
};
