import type { PlausibilityTexts } from './keys-plausibility';

export const FR_PLAUSIBILITY: PlausibilityTexts = {
  title: 'Plausibilité',
  help: 'Chaque lecture est comparée aux réglages du BMS et à la lecture précédente. Une lecture qu’aucune batterie ne peut donner ne change rien ; un nouveau niveau est cru quand trois lectures de suite concordent.',
  rejected: 'Lectures rejetées',
  none: 'Aucune jusqu’ici.',
  ago: (time) => `il y a ${time}`,
  lastTitle: 'La dernière rejetée',
  values: {
    packVoltage: 'Tension de la batterie',
    packCurrent: 'Courant',
    lowestCell: 'Cellule la plus basse',
    highestCell: 'Cellule la plus haute',
    stateOfCharge: 'État de charge',
    temperatures: 'Températures',
  },
  checks: {
    'cell-count': ({ value, before }, f) => `Le BMS détecte ${f.count(value)} cellules et est réglé pour ${f.count(before)}.`,
    'cell-voltage': ({ cell, value }, f) =>
      `La cellule ${f.count(cell)} indique ${f.measure('cellVoltage', value)}, ce qu’aucune cellule ne peut avoir.`,
    'pack-voltage': ({ value, before }, f) =>
      `La batterie indique ${f.measure('voltage', value)}, mais la somme de ses cellules est ${f.measure('voltage', before)}.`,
    extremes: ({ value, before }, f) =>
      `Le BMS annonce un extrême de ${f.measure('cellVoltage', value)}, mais la cellule concernée indique ${f.measure('cellVoltage', before)}.`,
    current: ({ value }, f) => `Un courant de ${f.measure('current', value)} dépasse tout capteur.`,
    charge: ({ value }, f) => `${f.measure('percent', value)} n’est ni un état de charge ni un état de santé.`,
    temperature: ({ value }, f) => `Une température de ${f.measure('temperature', value)} est impossible.`,
    'cell-jump': ({ cell, value, before }, f) =>
      `La cellule ${f.count(cell)} a sauté de ${f.measure('cellVoltage', before)} à ${f.measure('cellVoltage', value)}, plus vite qu’une cellule ne le peut.`,
    'current-jump': ({ value, before }, f) =>
      `Le courant a sauté de ${f.measure('current', before)} à ${f.measure('current', value)}, au-delà de ce que ce BMS mesure.`,
    'charge-jump': ({ value, before }, f) =>
      `L’état de charge a sauté de ${f.measure('percent', before)} à ${f.measure('percent', value)}.`,
    'temperature-jump': ({ value, before }, f) =>
      `Une température a sauté de ${f.measure('temperature', before)} à ${f.measure('temperature', value)}, plus vite qu’un capteur ne le peut.`,
  },
};
