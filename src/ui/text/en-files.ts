import type { FilesTexts } from './keys-files';

export const EN_FILES: FilesTexts = {
  band: {
    word: 'File',
    kinds: { support: 'support file', incident: 'incident' },
    text: (file, kind, written, version) =>
      `Log and History show the ${kind} ${file}, written ${written} by version ${version}. All other pages show this bridge.`,
    simulated: 'It holds a simulation.',
    close: 'Close the file',
  },
  support: {
    title: 'Support file',
    text: 'Log, settings, readings of the last half hour and week, and versions in one file, without passwords. Anybody can open it on their own machine, here.',
    save: 'Save a support file',
    open: 'Open a file',
    problems: {
      'not-ours': 'This is no file of TinyBMS Bridge.',
      newer: 'This file comes from a newer version. Update the app to open it.',
      damaged: 'This file is damaged.',
    },
  },
  incidents: {
    title: (count) => `Incidents (${count})`,
    text: 'Around each fault and alarm everything is kept by itself: every reading from ten minutes before it to two minutes after it, and the log.',
    none: 'No incident has been kept.',
    growing: 'still being recorded',
    more: (count) => `and ${count} more`,
    show: 'Show',
    save: 'Save',
    remove: 'Remove',
    removeConfirm: { title: 'Remove this incident?', text: 'Its readings cannot be brought back.', action: 'Remove' },
    keep: 'Incidents that are kept',
    gone: 'This incident is no longer kept.',
  },
};
