import { FRAME_CHOICES, type FrameChoice } from '../../control/frame-choices';
import type { FrameSettings } from '../../control/frame-settings';
import { isObject, type Json, type JsonObject } from '../json';

/** `first`: one object a frame, as published. `later`: a list of frames, as in the firmware's later versions. */
export type MappingForm = 'first' | 'later';

/** The list of the later form. */
export const LATER_LIST = 'victron_can_mappings';

export interface MappedField {
  readonly path: string;
  readonly content: JsonObject;
}

/** One frame of a mapping file. */
export interface MappedFrame {
  readonly id: number;
  readonly path: string;
  readonly content: JsonObject;
  readonly fields: readonly MappedField[];
  /** `undefined`: this bridge sends no such frame. */
  readonly choice: FrameChoice | undefined;
}

export function formOf(file: JsonObject): MappingForm {
  return LATER_LIST in file ? 'later' : 'first';
}

/** Every frame, in the order of the file. */
export function framesOf(file: JsonObject): readonly MappedFrame[] {
  const list = file[LATER_LIST];
  const later = (Array.isArray(list) ? (list as readonly Json[]) : []).map(
    (content, index) => [`${LATER_LIST}[${index}]`, content] as const,
  );
  return [...Object.entries(file), ...later].flatMap(([path, content]) => {
    if (!isObject(content)) return [];
    const id = hexOf(/^pgn_(0x\w+)$/i.exec(path)?.[1]) ?? hexOf(content['pgn']);
    if (id === undefined) return [];
    const fields = Array.isArray(content['fields']) ? (content['fields'] as readonly Json[]) : [];
    const named = fields.flatMap((field, index) => (isObject(field) ? [{ path: `${path}.fields[${index}]`, content: field }] : []));
    return [{ id, path, content, fields: named, choice: FRAME_CHOICES.find((each) => each.id === id) }];
  });
}

/** "0x351", "351" and 849 are the same. */
function hexOf(text: Json | undefined): number | undefined {
  if (typeof text === 'number') return text;
  return typeof text === 'string' && /^(0x)?[\da-f]{1,8}$/i.test(text) ? Number.parseInt(text.replace(/^0x/i, ''), 16) : undefined;
}

/** The frame of the temperature. */
export const MEASUREMENTS_ID = 0x356;

/** What may stand in it: a source of the first form, a field of `live_data` in the later one. */
const SENSORS: readonly (readonly [source: string, liveData: string, FrameSettings['temperature']])[] = [
  ['pack_temp_max', 'pack_temp_max', 'hottest'],
  ['tiny_reg_42', 'external_temperature_1', 'external1'],
  ['tiny_reg_43', 'external_temperature_2', 'external2'],
  ['tiny_reg_48', 'temperature', 'internal'],
];

/** The temperature that a source stands for, in either form. */
export function sensorOf(source: Json | undefined): FrameSettings['temperature'] | undefined {
  const liveData = isObject(source) && source['type'] === 'live_data' ? source['field'] : undefined;
  return SENSORS.find(([first, later]) => source === first || liveData === later)?.[2];
}

export function sourceOf(sensor: FrameSettings['temperature'], form: MappingForm): Json {
  const [first = '', field = ''] = SENSORS.find(([, , each]) => each === sensor) ?? [];
  return form === 'first' ? first : { type: 'live_data', field };
}

/** The text that the owner may choose for a frame. The second part of a long one follows its first. */
export function nameOf(id: number): 'manufacturer' | 'battery' | undefined {
  if (id === 0x35e) return 'manufacturer';
  return id === 0x370 ? 'battery' : undefined;
}

/** The text that a field carries as a constant, and where it stands in the field. */
export function constantOf({ source, value }: JsonObject): { readonly at: 'value' | 'source.value'; readonly text: string } | undefined {
  if (source === 'constant' && typeof value === 'string') return { at: 'value', text: value };
  if (!isObject(source) || source['type'] !== 'constant' || typeof source['value'] !== 'string') return undefined;
  return { at: 'source.value', text: source['value'] };
}

/** The time between two frames of a pace is set by this; what is not here follows one of these. */
export const PERIODS = { fast: 'fastMs', cells: 'cellsMs', names: 'namesMs', serial: undefined } as const;

/** Right values of `conversion.gain` for the first, the second and the third pair of bytes. */
const GAINS: ReadonlyMap<number, readonly number[]> = new Map([
  [0x351, [10, 10, 10]],
  [0x355, [1, 1, 100]],
  [MEASUREMENTS_ID, [100, 10, 10]],
]);

export function rightGain(id: number, byteOffset: Json | undefined): number | undefined {
  return typeof byteOffset === 'number' ? GAINS.get(id)?.[byteOffset / 2] : undefined;
}
