import type { FrameSettings } from '../../control/frame-settings';
import type { Configuration } from '../configuration';
import { FRAME_SECTION } from '../frames';
import { isObject, leaves, type Json, type JsonObject } from '../json';
import type { Note, Wish } from '../wishes';

/** How the old bridge filled its frames: `tinybms_victron_mapping.json`, or one of the files of its later versions. */
export function isSeedMapping(file: JsonObject): boolean {
  return Object.keys(file).some((name) => /^pgn_0x/i.test(name)) || 'tiny_registers' in file || 'victron_can_mappings' in file;
}

export function readSeedMapping(file: JsonObject): readonly Wish[] {
  const remarks = new Map(remarksOn(file));
  const effects = new Map(effectsOf(file));
  return leaves(file).map(([path, value]): Wish => {
    const note = remarks.get(path);
    return { path, value, use: 'kept', notes: note ? [note] : [], ...effects.get(path) };
  });
}

/** Sensors whose temperature may stand in 0x356, by their register. */
const SENSORS: Readonly<Record<string, FrameSettings['temperature']>> = {
  tiny_reg_42: 'external1',
  tiny_reg_43: 'external2',
  tiny_reg_48: 'internal',
};
function sensorOf(source: Json | undefined): FrameSettings['temperature'] | undefined {
  return typeof source === 'string' && Object.hasOwn(SENSORS, source) ? SENSORS[source] : undefined;
}

/** What of it acts here: how often limits go out, and which temperature goes with them. Everything else is decided by law and protocol. */
function* effectsOf(file: JsonObject): Generator<readonly [path: string, effect: Partial<Wish>]> {
  for (const [frame, fields, path, { frequency_hz: hertz }] of framesOf(file)) {
    if (frame === '351' && hertz !== undefined) {
      const isUsable = typeof hertz === 'number' && hertz > 0;
      const { least, most } = FRAME_SECTION.fastMs.shape as { readonly least: number; readonly most: number };
      const wanted = isUsable ? Math.round(1000 / hertz) : hertz;
      const held = isUsable ? Math.min(Math.max(Math.round(1000 / hertz), least), most) : hertz;
      yield [`${path}.frequency_hz`, { use: 'set', target: 'frames.fastMs', wanted: held, notes: held === wanted ? [] : ['held-back'] }];
    }
    if (frame !== '356') continue;
    for (const [place, { source }] of fields) {
      const wanted = sensorOf(source);
      if (wanted === undefined) continue;
      yield [
        `${place}.source`,
        { use: 'set', target: 'frames.temperature', wanted, notes: wanted === 'internal' ? ['board-temperature'] : [] },
      ];
    }
  }
}

/** What is wrong in these files, and done right here whatever they say. */
function* remarksOn(file: JsonObject): Generator<readonly [path: string, note: Note]> {
  for (const [frame, fields] of framesOf(file)) {
    for (const [path, field] of fields) {
      const { source, scale, conversion } = field;
      const gain = isObject(conversion) ? conversion['gain'] : undefined;
      if (frame === '351' && (source === 'tiny_reg_102' || source === 'tiny_reg_103')) yield [`${path}.source`, 'statistics'];
      if (source === 'tiny_reg_46' && scale !== undefined) yield [`${path}.scale`, 'fixed-scale'];
      if (gain !== undefined) yield [`${path}.conversion.gain`, 'fixed-scale'];
    }
  }
}

/** The mapping for the firmware: the one that was imported with what has changed since, or one with the sources that are right. */
export function writeSeedMapping({ frames }: Configuration, kept: JsonObject | undefined): string {
  const file = kept ?? TEMPLATE;
  const changed = framesOf(file)
    .filter(([, , path]) => Object.hasOwn(file, path))
    .map(([frame, , path, content]) => [path, withChoices(frame, content, frames)] as const);
  return `${JSON.stringify({ ...file, ...Object.fromEntries(changed) }, undefined, 2)}\n`;
}

/** Only what acts here is written: the pace of the limits, the sensor of the measurements. */
function withChoices(frame: string, content: JsonObject, { fastMs, temperature }: FrameSettings): JsonObject {
  if (frame === '351' && 'frequency_hz' in content) return { ...content, frequency_hz: Number((1000 / fastMs).toPrecision(6)) };
  const sensor = Object.keys(SENSORS).find((source) => SENSORS[source] === temperature);
  if (frame !== '356' || sensor === undefined) return content;
  const fields = content['fields'] as readonly Json[];
  return { ...content, fields: fields.map((each) => (isObject(each) && sensorOf(each['source']) ? { ...each, source: sensor } : each)) };
}

const field = (first: number, name: string, unit: string, source: string): JsonObject => ({
  bytes: [first, first + 1],
  name,
  unit,
  source,
});

/** What goes into the frames that the firmware has, in its own form. */
const TEMPLATE: JsonObject = {
  version: '1.0.0',
  description: 'TinyBMS to Victron CAN-BMS',
  pgn_0x351: {
    can_id: '0x351',
    name: 'CVL/CCL/DCL',
    frequency_hz: 1,
    critical: true,
    fields: [
      field(0, 'CVL', '0.1V', 'dynamic_cvl_algorithm'),
      field(2, 'CCL', '0.1A', 'tiny_reg_318'),
      field(4, 'DCL', '0.1A', 'tiny_reg_317'),
    ],
  },
  pgn_0x355: {
    can_id: '0x355',
    name: 'SOC/SOH',
    frequency_hz: 1,
    fields: [field(0, 'SOC', '1%', 'tiny_reg_46'), { ...field(2, 'SOH', '1%', 'tiny_reg_45'), scale: 0.002 }],
  },
  pgn_0x356: {
    can_id: '0x356',
    name: 'Voltage/Current/Temperature',
    frequency_hz: 1,
    fields: [
      field(0, 'Voltage', '0.01V', 'tiny_reg_36'),
      field(2, 'Current', '0.1A', 'tiny_reg_38'),
      field(4, 'Temperature', '0.1C', 'tiny_reg_42'),
    ],
  },
};

type Fields = readonly (readonly [path: string, field: JsonObject])[];

/** Every frame by its identifier, in both forms of the file. */
function framesOf(file: JsonObject): readonly (readonly [frame: string, fields: Fields, path: string, content: JsonObject])[] {
  const list = file['victron_can_mappings'];
  const later = (Array.isArray(list) ? (list as readonly Json[]) : []).map(
    (content, index) => [`victron_can_mappings[${index}]`, content] as const,
  );
  return [...Object.entries(file), ...later].flatMap(([path, content]) => {
    if (!isObject(content)) return [];
    const frame = /^pgn_0x(\w+)$/i.exec(path)?.[1] ?? identifierOf(content['pgn']);
    const fields = content['fields'];
    if (frame === undefined || !Array.isArray(fields)) return [];
    const named = (fields as readonly Json[]).flatMap((field, index) =>
      isObject(field) ? [[`${path}.fields[${index}]`, field] as const] : [],
    );
    return [[frame.toUpperCase(), named, path, content] as const];
  });
}

/** "0x351", "351" and 849 are the same. */
function identifierOf(pgn: Json | undefined): string | undefined {
  if (typeof pgn === 'number') return pgn.toString(16);
  return typeof pgn === 'string' ? pgn.replace(/^0x/i, '') : undefined;
}
