import type { Mode } from '../../bridge/contract';

export const PAGES = ['overview', 'charge', 'history', 'alarms', 'bms', 'connection', 'wire', 'log', 'simulator', 'about'] as const;
export type Page = (typeof PAGES)[number];

/** A replay is kept in no history and no log. */
const ABSENT: Readonly<Record<Mode, readonly Page[]>> = { serial: ['simulator'], simulation: [], replay: ['simulator', 'history', 'log'] };

/** Pages that exist in this mode, in the order of the navigation. */
export function pagesOf(mode: Mode | undefined): readonly Page[] {
  const absent = ABSENT[mode ?? 'serial'];
  return PAGES.filter((page) => !absent.includes(page));
}

/** The page a hash such as "#/wire" names; anything else is the overview. */
export function pageOf(hash: string): Page {
  const name = hash.replace(/^#\/?/, '');
  return PAGES.find((page) => page === name) ?? 'overview';
}

/** Not a page among others: it fills the screen. */
export function isWall(hash: string): boolean {
  return hash === '#/wall';
}

export function hashOf(page: Page): string {
  return `#/${page}`;
}
