import type { Texts } from './keys';

export const EN_WINDOWS: Texts['windows'] = {
  title: 'Windows',
  display: (sender) => `This window shows; window ${sender} sends.`,
  displayHelp: 'Only one window at a time may own the ports.',
  silent: (sender) => `Window ${sender} sends, and tells nothing any more.`,
  vacant: 'No window sends now.',
  vacantHelp: 'The window that sent was closed or has been stopped. Without limits the GX stops by itself.',
  takeOver: 'Send from this window',
  alone: 'Other windows of this browser can be opened: they show what this one does, and cannot send.',
  sends: (own, displays) => `This is window ${own}. It sends; windows that show it: ${displays}.`,
  own: (own) => `This is window ${own}.`,
  choice: 'When the window that sends is closed',
  choiceHelp: 'Holds for all windows.',
  choices: { 'by-hand': 'The others ask', automatic: 'Another one goes on' },
};
