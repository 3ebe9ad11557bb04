import { keyAt, SECTIONS, type Configuration } from '../configuration';
import { at, isObject, isSame, leaves, withoutSecrets, withValue, type Json, type JsonObject } from '../json';
import type { Note, Wish } from '../wishes';
import { meaningOf, written } from './codings';
import { ALIASES, isSecret, SEED_CONFIG, type SeedKey } from './keys';

/** What the firmware was made for, where the file does not say. */
const CELLS = 16;
const MOST_CELLS = 32;

const SECTION_NAMES = new Set([...Object.keys(SEED_CONFIG), ...Object.keys(ALIASES)].map((path) => path.split('.')[0]));

/** The settings of the old bridge: its `config.json`, an answer of its web interface, or an export of its page of settings. */
export function seedConfigOf(file: JsonObject): JsonObject | undefined {
  const inside = file['settings'];
  if (isObject(inside) && isSeedConfig(inside)) return inside;
  return isSeedConfig(file) ? file : undefined;
}

function isSeedConfig(file: JsonObject): boolean {
  return Object.keys(file).some((name) => SECTION_NAMES.has(name));
}

export function readSeedConfig(file: JsonObject): readonly Wish[] {
  const cells = cellsOf(file);
  const wishes = withFloor(leaves(file).flatMap(([path, value]) => wishesOf(path, value, cells)));
  const law = wishes.find(({ use, path }) => use === 'set' && canonicalOf(path).startsWith('cvl_algorithm.'));
  // Its thresholds of the state of charge mean nothing where the cells decide.
  const mode: readonly Wish[] = law
    ? [{ path: 'cvl_algorithm', value: null, use: 'set', target: 'charge.mode', wanted: 'soc', notes: ['soc-mode'] }]
    : [];
  return [...wishes, ...mode];
}

/** Values of the pack are divided by the cells that the file is for. */
function cellsOf(file: JsonObject): number {
  const cells = at(file, 'cvl_algorithm.series_cell_count');
  return typeof cells === 'number' && Number.isInteger(cells) && cells >= 1 && cells <= MOST_CELLS ? cells : CELLS;
}

/** A part of such a file: what it wants, and the kept file with what of it is only kept. It says nothing about the way of charging. */
export function readSeedPart(
  part: JsonObject,
  kept: JsonObject | undefined,
): { readonly wishes: readonly Wish[]; readonly kept: JsonObject } {
  const cells = cellsOf(kept ?? part);
  // Answers of the old bridge have nothing where there is nothing.
  const named = leaves(part).filter(([path, value]) => path !== '' && value !== null);
  const wishes = withFloor(named.flatMap(([path, value]) => wishesOf(path, value, cells)));
  const file = wishes
    .filter(({ use }) => use === 'kept')
    .reduce((file, { path, value }) => withValue(file, placeIn(file, path), value), kept ?? {});
  return { wishes, kept: file };
}

/** Its later versions name a least time between two questions beside the usual one: here the longer of the two holds. */
function withFloor(wishes: readonly Wish[]): readonly Wish[] {
  const isFloor = ({ target, wanted }: Wish): boolean => target === 'polling.liveMs' && typeof wanted === 'number';
  const floor = Math.max(...wishes.filter(isFloor).map(({ wanted }) => wanted as number));
  return wishes.map((wish) => (isFloor(wish) ? { ...wish, wanted: floor } : wish));
}

/** Where a key stands in a file that may use another of its names. */
function placeIn(file: JsonObject, path: string): string {
  const canonical = canonicalOf(path);
  return [canonical, ...aliasesOf(canonical)].find((name) => at(file, name) !== undefined) ?? canonical;
}

function canonicalOf(path: string): string {
  return Object.hasOwn(ALIASES, path) ? (ALIASES[path] ?? path) : path;
}

function rowOf(path: string): SeedKey | undefined {
  const name = canonicalOf(path);
  return Object.hasOwn(SEED_CONFIG, name) ? SEED_CONFIG[name] : undefined;
}

function wishesOf(path: string, value: Json, cells: number): readonly Wish[] {
  const row = rowOf(path);
  const secret = isSecret(path) ? ({ secret: true } as const) : {};
  if (!row) return [{ path, value, use: 'unknown', ...secret }];
  if (row.use === 'kept') {
    const notes: readonly Note[] = row.note?.of(value) ? [row.note.note] : [];
    return [{ path, value, use: 'kept', notes, ...secret }];
  }
  // What every one of them is called is no name.
  if (row.readOnly && isSame(value, row.byDefault)) return [{ path, value, use: 'kept' }];
  const meaning = meaningOf(value, row.coding, cells);
  if ('kept' in meaning) return [{ path, value, use: 'kept', notes: [meaning.kept] }];
  return row.targets.map((target) => ({ path, value, use: 'set', target, ...meaning }));
}

/**
 * A `config.json` for the firmware: the one that was imported with what has changed since, or one made of its own defaults.
 * Plain JSON without additions: its memory for it is small.
 */
export function writeSeedConfig(
  configuration: Configuration,
  kept: JsonObject | undefined,
  options: { readonly secrets: boolean },
): string {
  const base = kept ?? TEMPLATE;
  const cells = cellsOf(base);
  const values: Readonly<Record<string, Readonly<Record<string, unknown>>>> = configuration;
  let file = base;
  for (const [canonical, row] of Object.entries(SEED_CONFIG)) {
    if (row.use === 'kept' || row.readOnly) continue;
    const [section = '', key = ''] = (row.targets[0] ?? '').split('.');
    const wanted = values[section]?.[key];
    // What follows from the BMS the firmware knows no value for.
    if (wanted === null || wanted === undefined) continue;
    const found = [canonical, ...aliasesOf(canonical)].find((name) => at(base, name) !== undefined);
    // What the file leaves to its reader, and nobody has set here, stays left out.
    if (found === undefined && isSame(wanted, keyAt(SECTIONS, row.targets[0] ?? '')?.default)) continue;
    const path = found ?? canonical;
    const present = at(base, path) ?? row.byDefault;
    const meaning = present === undefined ? undefined : meaningOf(present, row.coding, cells);
    // A value that means the same stays as it was written.
    if (meaning && 'wanted' in meaning && isSame(meaning.wanted, wanted)) continue;
    file = withValue(file, path, written(wanted, row.coding, cells));
  }
  return `${JSON.stringify(options.secrets ? file : withoutSecrets(file, isSecret), undefined, 2)}\n`;
}

function aliasesOf(canonical: string): readonly string[] {
  return Object.entries(ALIASES).flatMap(([alias, of]) => (of === canonical ? [alias] : []));
}

/** Nobody's network is told to the firmware. */
const TEMPLATE: JsonObject = Object.entries(SEED_CONFIG).reduce<JsonObject>(
  (file, [path, { byDefault }]) => (byDefault === undefined || isSecret(path) ? file : withValue(file, path, byDefault)),
  {},
);
