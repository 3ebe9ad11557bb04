import { isObject, leaves, parseObject, withoutMasks, withoutSecrets, type Json, type JsonObject, type Parsed, type Repair } from './json';
import { migrate, VERSION } from './migrations';
import { readSeedConfig, readSeedPart, seedConfigOf, writeSeedConfig } from './seed/config-file';
import { isSecret } from './seed/keys';
import { writeSeedMapping } from './seed/mapping-export';
import { isSeedMapping, readSeedMapping } from './seed/mapping-file';
import { ALL_SECTIONS, type ConfigurationState, type KeptFiles, type Wish } from './wishes';

const FORMAT = 'tinybms-bridge/configuration';
/** Many times what any such file has. */
const LONGEST = 1_000_000;

/** Why nothing of a file can be read. `profile`: it holds the settings of a BMS. */
export type Unreadable = 'too-long' | 'not-json' | 'unknown-format' | 'newer-version' | 'damaged' | 'profile';

/** `config` and `mapping`: files of the old bridge. */
export type FileKind = 'own' | 'config' | 'mapping';

/** `laterMapping`: the mapping in the form of the old bridge's later versions. */
export type ExportKind = FileKind | 'laterMapping';

export type ReadFile =
  | {
      readonly ok: true;
      readonly kind: FileKind;
      readonly repairs: readonly Repair[];
      readonly wishes: readonly Wish[];
      readonly kept: KeptFiles;
    }
  | { readonly ok: false; readonly why: Unreadable };

/** The configuration as a file of this kind. */
export function writeFile(kind: ExportKind, state: ConfigurationState, options: { readonly secrets: boolean }): string {
  switch (kind) {
    case 'own':
      return writeDocument(state, options);
    case 'config':
      return writeSeedConfig(state.configuration, state.kept.config, options);
    case 'mapping':
      return writeSeedMapping(state.configuration, state.kept.mapping, 'first');
    case 'laterMapping':
      return writeSeedMapping(state.configuration, state.kept.mapping, 'later');
  }
}

/** The whole configuration as a file: the same bytes for the same values. What opens a door stays at home unless it is asked for. */
export function writeDocument({ configuration, display, kept }: ConfigurationState, { secrets }: { readonly secrets: boolean }): string {
  const values: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { ...configuration, display };
  const sections = Object.entries(ALL_SECTIONS).map(([name, section]) => [
    name,
    Object.fromEntries(Object.keys(section).map((key) => [key, values[name]?.[key]])),
  ]);
  const files = secrets ? kept : withoutSecrets(kept as JsonObject, isSecret);
  const foreign = Object.keys(files).length > 0 ? { kept: files } : {};
  const document = { format: FORMAT, version: VERSION, sections: Object.fromEntries(sections) as unknown, ...foreign };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** What a file of any origin wants. */
export function readFile(text: string): ReadFile {
  const parsed = parse(text);
  if ('why' in parsed) return parsed;
  const { value, repairs } = parsed;
  if (value['format'] === FORMAT) return readOwn(value, repairs);
  if (isSeedMapping(value)) return { ok: true, kind: 'mapping', repairs, wishes: readSeedMapping(value), kept: { mapping: value } };
  const config = seedConfigOf(value);
  if (config) return { ok: true, kind: 'config', repairs, wishes: readSeedConfig(config), kept: { config } };
  return { ok: false, why: 'registers' in value ? 'profile' : 'unknown-format' };
}

/** What a part of a `config.json` of the old bridge wants, when everything that it does not name stays as it is. */
export function readPart(text: string, { config: before }: KeptFiles): ReadFile {
  const parsed = parse(text);
  if ('why' in parsed) return parsed;
  const { value, repairs } = parsed;
  const { wishes, kept } = readSeedPart(seedConfigOf(value) ?? value, before);
  return { ok: true, kind: 'config', repairs, wishes, kept: kept === before || Object.keys(kept).length === 0 ? {} : { config: kept } };
}

function parse(text: string): Parsed | { readonly ok: false; readonly why: Unreadable } {
  if (text.length > LONGEST) return { ok: false, why: 'too-long' };
  const parsed = parseObject(text);
  return parsed ? { ...parsed, value: withoutMasks(parsed.value, isSecret) } : { ok: false, why: 'not-json' };
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
    wishes: [
      ...wishes,
      ...foreign.map(([path, value]): Wish => ({ path: `kept.${path}`, value, use: 'kept', ...(isSecret(path) && { secret: true }) })),
    ],
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
