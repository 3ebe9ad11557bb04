import { FRAME_CHOICES, type FrameChoice } from '../../control/frame-choices';
import { DEFAULT_FRAMES } from '../../control/frame-settings';
import type { Configuration } from '../configuration';
import { isObject, type Json, type JsonObject } from '../json';
import { NAMES } from '../names';
import {
  constantOf,
  formOf,
  framesOf,
  LATER_LIST,
  type MappedFrame,
  type MappingForm,
  MEASUREMENTS_ID,
  nameOf,
  PERIODS,
  sensorOf,
  sourceOf,
} from './mapping-frames';

type Choices = Pick<Configuration, 'frames' | 'names'>;

/**
 * The mapping for the firmware, in one of its forms: the file of that form that was imported, or one with the sources that are right, with
 * what is set now. Frames that are not in it are added where something was chosen for them.
 */
export function writeSeedMapping(choices: Choices, kept: JsonObject | undefined, form: MappingForm): string {
  const file = kept && formOf(kept) === form ? kept : TEMPLATES[form];
  const listed = framesOf(file);
  const now = new Map(listed.map((frame) => [frame.path, withChoices(frame, choices, form)]));
  const frames = Object.entries(file).map(([path, content]) => [path, now.get(path) ?? content] as const);
  const added = FRAME_CHOICES.filter(({ id }) => !listed.some((frame) => frame.id === id)).flatMap((choice) =>
    newFrame(choice, choices, listed, form),
  );
  const list = file[LATER_LIST];
  const all: JsonObject =
    form === 'first'
      ? Object.fromEntries([...frames, ...added.map(([id, content]) => [`pgn_${id}`, { can_id: id, ...content }] as const)])
      : {
          ...Object.fromEntries(frames),
          [LATER_LIST]: [
            ...(Array.isArray(list) ? (list as readonly Json[]) : []).map(
              (content, index) => now.get(`${LATER_LIST}[${index}]`) ?? content,
            ),
            ...added.map(([id, content]) => ({ pgn: id, ...content })),
          ],
        };
  return `${JSON.stringify(all, undefined, 2)}\n`;
}

function withChoices({ id, content, choice }: MappedFrame, choices: Choices, form: MappingForm): JsonObject {
  const { frames } = choices;
  const period = choice && PERIODS[choice.pace];
  const option = choice?.option;
  return {
    ...content,
    ...(period && 'frequency_hz' in content && { frequency_hz: hertz(frames[period]) }),
    ...(option && ('enabled' in content || !frames[option]) && { enabled: frames[option] }),
    ...(Array.isArray(content['fields']) && {
      fields: (content['fields'] as readonly Json[]).map((field) => (isObject(field) ? withContent(id, field, choices, form) : field)),
    }),
  };
}

function withContent(id: number, field: JsonObject, { frames, names }: Choices, form: MappingForm): JsonObject {
  const { source } = field;
  const sensor = id === MEASUREMENTS_ID ? sensorOf(source) : undefined;
  if (sensor && sensor !== frames.temperature) return { ...field, source: sourceOf(frames.temperature, form) };
  const name = nameOf(id);
  const constant = name && constantOf(field);
  if (!constant) return field;
  return constant.at === 'value' || !isObject(source)
    ? { ...field, value: names[name] }
    : { ...field, source: { ...source, value: names[name] } };
}

/** A frame that is not in the file, with what was chosen for it; nothing where that is as it is without a choice. */
function newFrame(
  { id, name, pace, option }: FrameChoice,
  { frames, names }: Choices,
  listed: readonly MappedFrame[],
  form: MappingForm,
): readonly (readonly [id: string, content: JsonObject])[] {
  const period = PERIODS[pace];
  const isLead = id === FRAME_CHOICES.find((choice) => choice.pace === pace)?.id;
  const isTold = listed.some(({ choice, content }) => choice?.pace === pace && 'frequency_hz' in content);
  const text = nameOf(id);
  const chosen: JsonObject = {
    ...(period && isLead && !isTold && frames[period] !== DEFAULT_FRAMES[period] && { frequency_hz: hertz(frames[period]) }),
    ...(option && !frames[option] && { enabled: false }),
    ...(text && names[text] !== NAMES[text].default && { fields: [textField(text, names[text], form)] }),
  };
  return Object.keys(chosen).length === 0 ? [] : [[`0x${id.toString(16).toUpperCase()}`, { name, ...chosen }]];
}

function hertz(ms: number): number {
  return Number((1000 / ms).toPrecision(6));
}

function textField(name: string, value: string, form: MappingForm): JsonObject {
  return form === 'first'
    ? { bytes: [0, 7], name, unit: 'text', source: 'constant', value }
    : { name, byte_offset: 0, length: 8, encoding: 'text', source: { type: 'constant', value } };
}

/** A value of two bytes in both forms. */
interface Value {
  readonly first: number;
  readonly name: string;
  readonly unit: string;
  readonly source: string;
  readonly scale?: number;
  readonly signed?: true;
  readonly gain: number;
  readonly later: JsonObject;
}

const liveData = (field: string): JsonObject => ({ type: 'live_data', field });
const limit = (id: string): JsonObject => ({ type: 'function', id });

/** What goes into the frames that the firmware has. */
const VALUES: readonly { readonly id: string; readonly name: string; readonly critical?: true; readonly values: readonly Value[] }[] = [
  {
    id: '0x351',
    name: 'CVL/CCL/DCL',
    critical: true,
    values: [
      { first: 0, name: 'CVL', unit: '0.1V', source: 'dynamic_cvl_algorithm', gain: 10, later: limit('cvl_dynamic') },
      { first: 2, name: 'CCL', unit: '0.1A', source: 'tiny_reg_318', gain: 10, later: limit('ccl_limit') },
      { first: 4, name: 'DCL', unit: '0.1A', source: 'tiny_reg_317', gain: 10, later: limit('dcl_limit') },
    ],
  },
  {
    id: '0x355',
    name: 'SOC/SOH',
    values: [
      { first: 0, name: 'SOC', unit: '1%', source: 'tiny_reg_46', gain: 1, later: liveData('soc_percent') },
      { first: 2, name: 'SOH', unit: '1%', source: 'tiny_reg_45', scale: 0.002, gain: 1, later: liveData('soh_percent') },
    ],
  },
  {
    id: '0x356',
    name: 'Voltage/Current/Temperature',
    values: [
      { first: 0, name: 'Voltage', unit: '0.01V', source: 'tiny_reg_36', signed: true, gain: 100, later: liveData('voltage') },
      { first: 2, name: 'Current', unit: '0.1A', source: 'tiny_reg_38', signed: true, gain: 10, later: liveData('current') },
      { first: 4, name: 'Temperature', unit: '0.1C', source: 'pack_temp_max', signed: true, gain: 10, later: liveData('pack_temp_max') },
    ],
  },
];

const TEMPLATES: Readonly<Record<MappingForm, JsonObject>> = {
  first: {
    version: '1.0.0',
    description: 'TinyBMS to Victron CAN-BMS',
    ...Object.fromEntries(
      VALUES.map(({ id, name, critical, values }) => [
        `pgn_${id}`,
        {
          can_id: id,
          name,
          frequency_hz: 1,
          ...(critical && { critical }),
          fields: values.map(({ first, name: field, unit, source, scale }) => ({
            bytes: [first, first + 1],
            name: field,
            unit,
            source,
            ...(scale !== undefined && { scale }),
          })),
        },
      ]),
    ),
  },
  later: {
    [LATER_LIST]: VALUES.map(({ id, name, values }) => ({
      pgn: id,
      name,
      frequency_hz: 1,
      fields: values.map(({ first, name: field, signed, gain, later }) => ({
        name: field,
        byte_offset: first,
        length: 2,
        endianness: 'little',
        encoding: signed ? 'signed' : 'unsigned',
        source: later,
        conversion: { gain, offset: 0 },
      })),
    })),
  },
};
