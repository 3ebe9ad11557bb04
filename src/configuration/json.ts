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

/** The value at "wifi.ap_fallback.ssid" and the like. */
export function at(object: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = object;
  for (const name of path.split('.')) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return value;
}

/** The same object with another value at a path; untouched where something else stands in its way. */
export function withValue(object: JsonObject, path: string, value: Json): JsonObject {
  const [name = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...object, [name]: value };
  const inside = Object.hasOwn(object, name) ? object[name] : {};
  return isObject(inside) ? { ...object, [name]: withValue(inside, rest.join('.'), value) } : object;
}

/** A copy without what has a secret name, at any depth. */
export function withoutSecrets<T extends Json>(value: T, isSecret: (name: string) => boolean): T {
  if (Array.isArray(value)) return (value as readonly Json[]).map((entry) => withoutSecrets(entry, isSecret)) as unknown as T;
  if (!isObject(value)) return value;
  const open = Object.entries(value).filter(([name]) => !isSecret(name));
  return Object.fromEntries(open.map(([name, entry]) => [name, withoutSecrets(entry, isSecret)])) as T;
}

/** Stands where a secret is, as in the answers of the old bridge. Never taken for one. */
const MASK = '********';

/** A copy with a mask in the place of every secret; an empty one is none. */
export function maskSecrets<T extends Json>(value: T, isSecret: (name: string) => boolean): T {
  if (Array.isArray(value)) return (value as readonly Json[]).map((entry) => maskSecrets(entry, isSecret)) as unknown as T;
  if (!isObject(value)) return value;
  const masked = (name: string, entry: Json): Json => (isSecret(name) ? (entry === '' ? '' : MASK) : maskSecrets(entry, isSecret));
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, masked(name, entry)])) as T;
}

/** A copy without the masks of secrets: what was read masked and is sent back changes no secret. */
export function withoutMasks<T extends Json>(value: T, isSecret: (name: string) => boolean): T {
  if (Array.isArray(value)) return (value as readonly Json[]).map((entry) => withoutMasks(entry, isSecret)) as unknown as T;
  if (!isObject(value)) return value;
  const open = Object.entries(value).filter(([name, entry]) => !(entry === MASK && isSecret(name)));
  return Object.fromEntries(open.map(([name, entry]) => [name, withoutMasks(entry, isSecret)])) as T;
}

/** A file that was written without secrets does not make us forget them: they are put back where their place still is. */
export function withSecretsOf(next: JsonObject, before: JsonObject, isSecret: (name: string) => boolean): JsonObject {
  const inside = Object.entries(next).map(([name, value]) => {
    const old = Object.hasOwn(before, name) ? before[name] : undefined;
    return [name, isObject(value) && isObject(old) ? withSecretsOf(value, old, isSecret) : value] as const;
  });
  const missing = Object.entries(before).filter(([name]) => isSecret(name) && !Object.hasOwn(next, name));
  const whole: JsonObject = Object.fromEntries([...inside, ...missing]);
  // The same values in their former order.
  return hasSameValues(whole, before) ? before : whole;
}

function hasSameValues(a: JsonObject, b: JsonObject): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]));
}
