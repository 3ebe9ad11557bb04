import { isObject, leaves, type Json, type JsonObject } from '../json';
import type { Note, Wish } from '../wishes';

/** How the old bridge filled its frames: `tinybms_victron_mapping.json`, or one of the files of its later versions. */
export function isSeedMapping(file: JsonObject): boolean {
  return Object.keys(file).some((name) => /^pgn_0x/i.test(name)) || 'tiny_registers' in file || 'victron_can_mappings' in file;
}

export function readSeedMapping(file: JsonObject): readonly Wish[] {
  const remarks = new Map(remarksOn(file));
  return leaves(file).map(([path, value]): Wish => {
    const note = remarks.get(path);
    return { path, value, use: 'kept', notes: note ? [note] : [] };
  });
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

/** The mapping for the firmware: the one that was imported, or one with the sources that are right. */
export function writeSeedMapping(kept: JsonObject | undefined): string {
  return `${JSON.stringify(kept ?? TEMPLATE, undefined, 2)}\n`;
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
