import type { Mode } from '../../bridge/contract';

export const PAGES = ['overview', 'charge', 'history', 'alarms', 'bms', 'connection', 'wire', 'log', 'simulator', 'about'] as const;
export type Page = (typeof PAGES)[number];

/** Pages that exist in this mode, in the order of the navigation. */
export function pagesOf(mode: Mode | undefined): readonly Page[] {
  return mode === 'simulation' ? PAGES : PAGES.filter((page) => page !== 'simulator');
}

/** The page a hash such as "#/wire" names; anything else is the overview. */
export function pageOf(hash: string): Page {
  const name = hash.replace(/^#\/?/, '');
  return PAGES.find((page) => page === name) ?? 'overview';
}

export function hashOf(page: Page): string {
  return `#/${page}`;
}
