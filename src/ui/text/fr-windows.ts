import type { Texts } from './keys';

export const FR_WINDOWS: Texts['windows'] = {
  title: 'Fenêtres',
  display: (sender) => `Cette fenêtre montre\u202f; la fenêtre ${sender} émet.`,
  displayHelp: 'Une seule fenêtre à la fois peut posséder les ports.',
  silent: (sender) => `La fenêtre ${sender} émet et ne dit plus rien.`,
  vacant: 'Aucune fenêtre n’émet.',
  vacantHelp: 'La fenêtre qui émettait a été fermée ou arrêtée. Sans limites, le GX s’arrête de lui-même.',
  takeOver: 'Émettre depuis cette fenêtre',
  alone: 'D’autres fenêtres de ce navigateur peuvent être ouvertes\u202f: elles montrent ce que fait celle-ci et ne peuvent pas émettre.',
  sends: (own, displays) => `Ceci est la fenêtre ${own}. Elle émet\u202f; fenêtres qui la montrent\u202f: ${displays}.`,
  own: (own) => `Ceci est la fenêtre ${own}.`,
  choice: 'Quand la fenêtre qui émet est fermée',
  choiceHelp: 'Vaut pour toutes les fenêtres.',
  choices: { 'by-hand': 'Les autres demandent', automatic: 'Une autre continue' },
};
