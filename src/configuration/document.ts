import { isObject, leaves, parseObject, type Json, type JsonObject, type Repair } from './json';
import { migrate, VERSION } from './migrations';
import { ALL_SECTIONS, type ConfigurationState, type KeptFiles, type Wish } from './wishes';

const FORMAT = 'tinybms-bridge/configuration';
/** Many times what any such file has. */
const LONGEST = 1_000_000;

/** Why nothing of a file can be read. `profile`: it holds the settings of a BMS. */
export type Unreadable = 'too-long' | 'not-json' | 'unknown-format' | 'newer-version' | 'damaged' | 'profile';

export type FileKind = 'own';

export type ReadFile =
  | {
      readonly ok: true;
      readonly kind: FileKind;
      readonly repairs: readonly Repair[];
      readonly wishes: readonly Wish[];
      readonly kept: KeptFiles;
    }
  | { readonly ok: false; readonly why: Unreadable };

/** The whole configuration as a file: the same bytes for the same values. */
export function writeDocument({ configuration, display, kept }: ConfigurationState): string {
  const values: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { ...configuration, display };
  const sections = Object.entries(ALL_SECTIONS).map(([name, section]) => [
    name,
    Object.fromEntries(Object.keys(section).map((key) => [key, values[name]?.[key]])),
  ]);
  const foreign = Object.keys(kept).length > 0 ? { kept } : {};
  const document = { format: FORMAT, version: VERSION, sections: Object.fromEntries(sections) as unknown, ...foreign };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** What a file of any origin wants. */
export function readFile(text: string): ReadFile {
  if (text.length > LONGEST) return { ok: false, why: 'too-long' };
  const parsed = parseObject(text);
  if (!parsed) return { ok: false, why: 'not-json' };
  const { value, repairs } = parsed;
  if (value['format'] === FORMAT) return readOwn(value, repairs);
  return { ok: false, why: 'registers' in value ? 'profile' : 'unknown-format' };
}

function readOwn({ version, sections, kept = {} }: JsonObject, repairs: readonly Repair[]): ReadFile {
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0) return { ok: false, why: 'damaged' };
  if (version > VERSION) return { ok: false, why: 'newer-version' };
  if (!isObject(sections) || !isObject(kept)) return { ok: false, why: 'damaged' };
  const { config, mapping } = kept;
  const files: KeptFiles = { ...(isObject(config) && { config }), ...(isObject(mapping) && { mapping }) };
  const wishes = Object.entries(migrate(sections, version) as JsonObject).flatMap(([name, section]) => wishesOf(name, section));
  const foreign = leaves(files as JsonObject).filter(([path]) => path !== '');
  return {
    ok: true,
    kind: 'own',
    repairs,
    wishes: [...wishes, ...foreign.map(([path, value]): Wish => ({ path: `kept.${path}`, value, use: 'kept' }))],
    kept: files,
  };
}

function wishesOf(name: string, section: Json): readonly Wish[] {
  const keys = Object.hasOwn(ALL_SECTIONS, name) ? ALL_SECTIONS[name as keyof typeof ALL_SECTIONS] : undefined;
  if (!keys || !isObject(section)) return [{ path: name, value: section, use: 'unknown' }];
  return Object.entries(section).map(([key, value]): Wish => {
    const path = `${name}.${key}`;
    return Object.hasOwn(keys, key) ? { path, value, use: 'set', target: path, wanted: value } : { path, value, use: 'unknown' };
  });
}
