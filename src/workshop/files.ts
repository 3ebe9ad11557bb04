/** Profiles as files: the app's own format, and the exports of the older bridge family with the mistakes that they are known to make. */
import { SETTINGS_BLOCK } from '../protocols/tinybms/settings';
import type { PackIdentity } from '../battery/pack';
import { isAllowed, type Profile } from './profile';
import { rawOf, SETTING_IDS, settingRow, withRaw, type SettingId, type SettingWords } from './settings';

const FORMAT = 'tinybms-bridge/profile';
const VERSION = 1;
const { address: BASE, count: COUNT } = SETTINGS_BLOCK;

export interface ProfileFile {
  /** When the profile was read, as ISO 8601 text in UTC; `undefined` for a file that does not say. */
  readonly at: string | undefined;
  readonly note: string;
  readonly device: PackIdentity | undefined;
  readonly words: SettingWords;
}

/**
 * Something in a file of the older family that is most likely not what it says.
 * - `302-is-301`: a value for the reserved register 302; meant was "fully discharged".
 * - `temperatures-times-ten`: registers 319 and 320 ten times too large.
 * - `broadcast-on`: that family believed that the broadcast had to be on; it only disturbs.
 */
export type QuestionCode = '302-is-301' | 'temperatures-times-ten' | 'broadcast-on';

/** `true` corrects what the question names; `false` leaves those values out. */
export type ImportAnswers = { readonly [Q in QuestionCode]?: boolean };

export interface Question {
  readonly code: QuestionCode;
  readonly values: readonly { readonly address: number; readonly value: number }[];
}

/** A value of a file that was not taken. */
export interface LeftOut {
  /** Where in the file, for instance "registers.307". */
  readonly path: string;
  readonly value: unknown;
  readonly why: 'unknown' | 'read-only' | 'not-a-number' | 'not-allowed' | 'left-out';
}

export type ImportedFile =
  | {
      readonly kind: 'refused';
      readonly why: 'not-json' | 'unknown-format' | 'newer-version' | 'damaged' | 'no-profile';
      readonly path: string | undefined;
    }
  | { readonly kind: 'questions'; readonly questions: readonly Question[] }
  | {
      readonly kind: 'read';
      readonly format: 'own' | 'older-family';
      readonly file: ProfileFile;
      readonly leftOut: readonly LeftOut[];
      /** Number of the snapshot, once it has been kept. */
      readonly snapshot: number | undefined;
    };

/** A file that says everything twice: registers for machines, settings with names and units for people. */
export function writeProfileFile({ at, note, device, words }: ProfileFile): string {
  const registers = Object.fromEntries(words.map((word, index) => [String(BASE + index), word]));
  const settings = Object.fromEntries(
    SETTING_IDS.filter((id) => !settingRow(id).once).map((id) => {
      const { register, field } = settingRow(id);
      const unit = field ? field.unit : register.unit;
      const value = rawOf(id, words) / (field ? 1 : (register.perUnit ?? 1));
      return [id, unit === undefined ? { value } : { value, unit }];
    }),
  );
  return `${JSON.stringify({ format: FORMAT, version: VERSION, at: at ?? null, note, device: device ?? null, settings, registers }, undefined, 2)}\n`;
}

/**
 * Reads a file of either format.
 * @param base the present profile, which completes files that hold only some registers
 */
export function readProfileFile(text: string, answers: ImportAnswers, base: Profile | undefined): ImportedFile {
  const content = parse(text);
  if (content === undefined) return { kind: 'refused', why: 'not-json', path: undefined };
  if (content['format'] === FORMAT) return readOwn(content);
  if (isRecord(content['registers'])) return readOlder(content, content['registers'], answers, base);
  return { kind: 'refused', why: 'unknown-format', path: undefined };
}

type Content = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): Content | undefined {
  try {
    // Files that went through an editor may begin with a byte-order mark.
    const content: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isRecord(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function damaged(path: string): ImportedFile {
  return { kind: 'refused', why: 'damaged', path };
}

function isWord(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffff;
}

function readOwn({ version, at, note, device, settings, registers }: Content): ImportedFile {
  if (!Number.isInteger(version)) return damaged('version');
  if ((version as number) > VERSION) return { kind: 'refused', why: 'newer-version', path: 'version' };
  if (!isRecord(registers)) return damaged('registers');
  const words: number[] = [];
  for (let address = BASE; address < BASE + COUNT; address++) {
    const word = registers[String(address)];
    if (!isWord(word)) return damaged(`registers.${address}`);
    words.push(word);
  }
  // Whoever edits one half of the file by hand shall not believe that it was taken.
  if (!isRecord(settings)) return damaged('settings');
  for (const id of SETTING_IDS.filter((each) => !settingRow(each).once)) {
    const { register, field } = settingRow(id);
    const told = settings[id];
    if (!isRecord(told) || told['value'] !== rawOf(id, words) / (field ? 1 : (register.perUnit ?? 1))) return damaged(`settings.${id}`);
  }
  const identity = readDevice(device);
  if (identity === 'damaged') return damaged('device');
  const file = { at: textOf(at), note: typeof note === 'string' ? note : '', device: identity, words };
  return { kind: 'read', format: 'own', file, leftOut: [], snapshot: undefined };
}

function readDevice(device: unknown): PackIdentity | undefined | 'damaged' {
  if (device === null || device === undefined) return undefined;
  if (!isRecord(device)) return 'damaged';
  const { hardware, publicFirmware, internalFirmware, serialNumber } = device;
  if (typeof hardware !== 'string' || typeof serialNumber !== 'string') return 'damaged';
  if (typeof publicFirmware !== 'number' || typeof internalFirmware !== 'number') return 'damaged';
  return { hardware, publicFirmware, internalFirmware, serialNumber };
}

const OVER_HEAT = 319;
const LOW_TEMPERATURE = 320;
const MEANT_301 = 302;
const BROADCAST = 342;
/** No over-heat cutoff is this high [°C]. */
const TOO_HOT = 150;

/** Raw number of a value in one of the units that such files use. */
function rawValue(id: SettingId, value: number, unit: unknown): number {
  if (unit === 'V' || unit === 'Ah') return Math.round(value * (settingRow(id).register.perUnit ?? 1));
  if (unit === 'A' && id === 'chargeFinishedCurrent') return Math.round(value * 1000);
  return value;
}

/** `{ registers: { n: { name, value, unit } } }`, where `n` is the address. Other registers stay as the device has them now. */
function readOlder(content: Content, registers: Content, answers: ImportAnswers, base: Profile | undefined): ImportedFile {
  if (!base) return { kind: 'refused', why: 'no-profile', path: undefined };
  const values = new Map<number, number>();
  const leftOut: LeftOut[] = [];
  for (const [key, entry] of Object.entries(registers)) {
    const address = Number(key);
    const path = `registers.${key}`;
    const [value, unit] = isRecord(entry) ? [entry['value'], entry['unit']] : [entry, undefined];
    const id = SETTING_IDS.find((each) => settingRow(each).register.address === address);
    if (address === MEANT_301 && typeof value === 'number') values.set(MEANT_301, rawValue('fullyDischargedVoltage', value, unit));
    else if (!id) leftOut.push({ path, value, why: address >= BASE && address < BASE + COUNT ? 'unknown' : 'read-only' });
    else if (settingRow(id).once) leftOut.push({ path, value, why: 'left-out' });
    else if (typeof value !== 'number') leftOut.push({ path, value, why: 'not-a-number' });
    else values.set(address, rawValue(id, value, unit));
  }

  const questions = questionsAbout(values);
  if (questions.some(({ code }) => answers[code] === undefined)) return { kind: 'questions', questions };
  for (const { code, values: doubtful } of questions) {
    for (const { address, value } of doubtful) {
      values.delete(address);
      if (!answers[code]) leftOut.push({ path: `registers.${address}`, value, why: 'left-out' });
      else if (code === '302-is-301') values.set(301, value);
      else values.set(address, code === 'broadcast-on' ? 0 : value / 10);
    }
  }

  let words = base.words;
  for (const [address, value] of values) {
    const ids = SETTING_IDS.filter((id) => settingRow(id).register.address === address);
    const taken = withRegister(ids, value, words, base);
    if (taken) words = taken;
    else leftOut.push({ path: `registers.${address}`, value, why: 'not-allowed' });
  }
  return {
    kind: 'read',
    format: 'older-family',
    file: { at: textOf(content['timestamp']), note: '', device: undefined, words },
    leftOut,
    snapshot: undefined,
  };
}

/** A register that holds several settings is taken whole or not at all. */
function withRegister(ids: readonly SettingId[], value: number, words: SettingWords, base: Profile): SettingWords | undefined {
  if (ids.some((id) => settingRow(id).field) && !isWord(value)) return undefined;
  const parts = ids.map((id) => {
    const { field } = settingRow(id);
    return [id, field ? (value >>> field.lsb) & (2 ** field.width - 1) : value] as const;
  });
  // A part that stays as it is needs no leave: firmware may hold codes that nobody may choose.
  if (!parts.every(([id, raw]) => raw === rawOf(id, words) || isAllowed(id, raw, base))) return undefined;
  return parts.reduce((result, [id, raw]) => withRaw(id, raw, result), words);
}

function questionsAbout(values: ReadonlyMap<number, number>): readonly Question[] {
  const of = (code: QuestionCode, ...addresses: readonly number[]): Question => ({
    code,
    values: addresses.flatMap((address) => {
      const value = values.get(address);
      return value === undefined ? [] : [{ address, value }];
    }),
  });
  const hot = values.get(OVER_HEAT);
  const cold = values.get(LOW_TEMPERATURE);
  const tenfold = (hot !== undefined && hot > TOO_HOT) || (hot === undefined && cold !== undefined && Math.abs(cold) >= 10);
  return [
    ...(values.has(MEANT_301) ? [of('302-is-301', MEANT_301)] : []),
    ...(tenfold ? [of('temperatures-times-ten', OVER_HEAT, LOW_TEMPERATURE)] : []),
    ...((values.get(BROADCAST) ?? 0) === 0 ? [] : [of('broadcast-on', BROADCAST)]),
  ];
}
