import type { FilesTexts } from './keys-files';

export const FR_FILES: FilesTexts = {
  band: {
    word: 'Fichier',
    kinds: { support: 'le fichier d’assistance', incident: 'l’incident' },
    text: (file, kind, written, version) =>
      `Journal et Historique montrent ${kind} ${file}, écrit le ${written} par la version ${version}. Toutes les autres pages montrent cette passerelle.`,
    simulated: 'Il contient une simulation.',
    close: 'Fermer le fichier',
  },
  support: {
    title: 'Fichier d’assistance',
    text: 'Journal, réglages, mesures de la dernière demi-heure et de la dernière semaine, et versions dans un seul fichier, sans mots de passe. Chacun peut l’ouvrir ici, sur sa propre machine.',
    save: 'Enregistrer un fichier d’assistance',
    open: 'Ouvrir un fichier',
    problems: {
      'not-ours': 'Ce n’est pas un fichier de TinyBMS Bridge.',
      newer: 'Ce fichier vient d’une version plus récente. Mettez l’application à jour pour l’ouvrir.',
      damaged: 'Ce fichier est abîmé.',
    },
  },
  incidents: {
    title: (count) => `Incidents (${count})`,
    text: 'Autour de chaque défaut et de chaque alarme, tout est gardé automatiquement : chaque mesure de dix minutes avant à deux minutes après, et le journal.',
    none: 'Aucun incident n’a été gardé.',
    growing: 'enregistrement en cours',
    more: (count) => `et ${count} de plus`,
    show: 'Afficher',
    save: 'Enregistrer',
    remove: 'Supprimer',
    removeConfirm: { title: 'Supprimer cet incident ?', text: 'Ses mesures ne pourront pas être récupérées.', action: 'Supprimer' },
    keep: 'Incidents gardés',
    gone: 'Cet incident n’est plus gardé.',
  },
};
