/** Values as JSON has them. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Deeper than any file that means something. */
const DEEPEST = 24;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What had to be mended before a text could be read as JSON. */
export type Repair = 'byte-order-mark' | 'curly-quotes' | 'trailing-commas';

export interface Parsed {
  readonly value: JsonObject;
  readonly repairs: readonly Repair[];
}

const REPAIRS: readonly { readonly repair: Repair; readonly find: RegExp; readonly by: string }[] = [
  { repair: 'curly-quotes', find: /[\u201c\u201d\u201e\u201f]/gu, by: '"' },
  { repair: 'trailing-commas', find: /,(?=\s*[}\]])/gu, by: '' },
];

/**
 * Reads a JSON object. A text that is none is mended in the ways in which such files are known to be broken; one that is valid is
 * taken as it stands, whatever its texts contain.
 */
export function parseObject(text: string): Parsed | undefined {
  const hasMark = text.startsWith('\ufeff');
  let content = hasMark ? text.slice(1) : text;
  const repairs: Repair[] = hasMark ? ['byte-order-mark'] : [];
  let value = parse(content);
  for (const { repair, find, by } of REPAIRS) {
    if (value !== undefined) break;
    const mended = content.replace(find, by);
    if (mended === content) continue;
    content = mended;
    repairs.push(repair);
    value = parse(content);
  }
  return isObject(value) && depthOf(value, DEEPEST) <= DEEPEST ? { value, repairs } : undefined;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** How deep a value goes, not looking further down than `most + 1`. */
function depthOf(value: Json, most: number): number {
  if (typeof value !== 'object' || value === null || most < 0) return 0;
  return 1 + Object.values(value).reduce<number>((deepest, entry: Json) => Math.max(deepest, depthOf(entry, most - 1)), 0);
}

/** Every value that has no further ones in it, with its path: "wifi.ap_fallback.ssid", "fields[0].source". */
export function leaves(value: Json, path = ''): readonly (readonly [path: string, value: Json])[] {
  if (Array.isArray(value) && value.length > 0) return value.flatMap((entry: Json, index) => leaves(entry, `${path}[${index}]`));
  if (isObject(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([name, entry]) => leaves(entry, path === '' ? name : `${path}.${name}`));
  }
  return [[path, value]];
}

export function isSame(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b);
}
