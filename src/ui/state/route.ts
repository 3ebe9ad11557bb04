import type { Mode } from '../../bridge/contract';

export const PAGES = [
  'overview',
  'charge',
  'history',
  'alarms',
  'bms',
  'connection',
  'commissioning',
  'wire',
  'log',
  'simulator',
  'settings',
  'manual',
  'about',
  'interfaces',
] as const;
export type Page = (typeof PAGES)[number];

/** A replay is kept in no history and no log, and proves nothing. */
const ABSENT: Readonly<Record<Mode, readonly Page[]>> = {
  serial: ['simulator'],
  simulation: [],
  replay: ['simulator', 'history', 'log', 'commissioning'],
};

/** Pages that are reached from another one, and belong to it. */
const PART_OF: Readonly<Partial<Record<Page, Page>>> = { commissioning: 'connection', interfaces: 'about' };

/** The page of the navigation that a page belongs to: mostly itself. */
export function mainPageOf(page: Page): Page {
  return PART_OF[page] ?? page;
}

/** Pages that exist in this mode, in the order of the navigation. */
export function pagesOf(mode: Mode | undefined): readonly Page[] {
  const absent = ABSENT[mode ?? 'serial'];
  return PAGES.filter((page) => !absent.includes(page));
}

export function pageNamed(name: string | undefined): Page | undefined {
  return PAGES.find((page) => page === name);
}

/** The page a hash such as "#/wire" or "#/manual/termination" names; anything else is the overview. */
export function pageOf(hash: string): Page {
  return pageNamed(partsOf(hash)[0]) ?? 'overview';
}

/** The place inside of its page that a hash names, for instance "termination". */
export function placeOf(hash: string): string | undefined {
  return partsOf(hash)[1];
}

/** What a hash such as "#/log?level=ERROR" asks of its page. */
export function queryOf(hash: string): URLSearchParams {
  return new URLSearchParams(/\?(.*)$/.exec(hash)?.[1] ?? '');
}

function partsOf(hash: string): readonly string[] {
  return hash.replace(/^#\/?/, '').replace(/\?.*$/, '').split('/');
}

/** Not a page among others: it fills the screen. */
export function isWall(hash: string): boolean {
  return hash === '#/wall';
}

export function hashOf(page: Page): string {
  return `#/${page}`;
}

/** The hash of a page with what is asked of it. */
export function hashOfQuery(page: Page, query: URLSearchParams): string {
  return query.size === 0 ? hashOf(page) : `${hashOf(page)}?${query}`;
}

export function hashOfPlace(page: Page, place: string): string {
  return `${hashOf(page)}/${place}`;
}
