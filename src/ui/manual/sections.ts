/** Every section of the manual, by chapter, in reading order. Both languages have to know all of them. */
export const CHAPTERS = {
  start: ['safety', 'chain', 'first-start'],
  wiring: ['bms-cable', 'isolation', 'relay', 'can-adapter', 'canable', 'canusb-usbtin', 'esp32-can', 'gx-port', 'termination'],
  gx: ['gx-settings', 'gx-limits', 'silence'],
  computer: ['browsers', 'android', 'linux', 'ports', 'unattended'],
  use: ['modes', 'limits', 'alarms', 'windows'],
  bms: ['bms-settings', 'switches', 'state-of-charge', 'broadcast'],
  remedies: [
    'bms-missing',
    'adapter-missing',
    'bus-trouble',
    'gx-missing',
    'implausible',
    'current-sign',
    'cell-voltage',
    'balance',
    'temperature',
    'current',
    'bms-fault',
    'storage',
  ],
} as const;

export type Chapter = keyof typeof CHAPTERS;
export type SectionOf<C extends Chapter> = (typeof CHAPTERS)[C][number];
export type Section = SectionOf<Chapter>;

export const SECTIONS: readonly Section[] = Object.values(CHAPTERS).flat();

export function sectionNamed(name: string | undefined): Section | undefined {
  return SECTIONS.find((section) => section === name);
}

export function chapterOf(section: Section): Chapter {
  const chapters = Object.keys(CHAPTERS) as Chapter[];
  return chapters.find((chapter) => (CHAPTERS[chapter] as readonly Section[]).includes(section)) ?? 'start';
}
