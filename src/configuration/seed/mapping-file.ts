import { FRAME_SECTION } from '../frames';
import { isObject, leaves, type Json, type JsonObject } from '../json';
import { NAMES } from '../names';
import type { Note, Wish } from '../wishes';
import {
  constantOf,
  framesOf,
  LATER_LIST,
  type MappedFrame,
  MEASUREMENTS_ID,
  nameOf,
  PERIODS,
  rightGain,
  sensorOf,
} from './mapping-frames';

/** How the old bridge filled its frames: `tinybms_victron_mapping.json`, or one of the files of its later versions. */
export function isSeedMapping(file: JsonObject): boolean {
  return Object.keys(file).some((name) => /^pgn_0x/i.test(name)) || 'tiny_registers' in file || LATER_LIST in file;
}

type Effect = readonly [path: string, effect: Partial<Wish>];

/** What a mapping wants: names, optional frames, temperature and rates, each within its limits. Everything else is decided by law and protocol. */
export function readSeedMapping(file: JsonObject): readonly Wish[] {
  const frames = framesOf(file);
  const effects = new Map<string, Partial<Wish>>([...remarksOn(frames), ...rates(frames), ...options(frames), ...contents(frames)]);
  return leaves(file).map(([path, value]): Wish => ({ path, value, use: 'kept', notes: [], ...effects.get(path) }));
}

/** Frames of one pace go out together, as often as the first of them in the file. */
function* rates(frames: readonly MappedFrame[]): Generator<Effect> {
  const led = new Map<string, Json>();
  for (const { path, content, choice } of frames) {
    const period = choice && PERIODS[choice.pace];
    const hertz = content['frequency_hz'];
    if (!period || hertz === undefined) continue;
    const place = `${path}.frequency_hz`;
    const first = led.get(period);
    if (first !== undefined) {
      if (first !== hertz) yield [place, { notes: ['same-pace'] }];
      continue;
    }
    led.set(period, hertz);
    const { least, most } = FRAME_SECTION[period].shape as { readonly least: number; readonly most: number };
    const isUsable = typeof hertz === 'number' && hertz > 0;
    const wanted = isUsable ? Math.round(1000 / hertz) : hertz;
    const held = typeof wanted === 'number' && isUsable ? Math.min(Math.max(wanted, least), most) : wanted;
    yield [place, { use: 'set', target: `frames.${period}`, wanted: held, notes: held === wanted ? [] : ['held-back'] }];
  }
}

/** A frame that is listed is wanted, unless it says otherwise; one that is not listed stays as it is. A group goes as soon as one of it is wanted. */
function options(frames: readonly MappedFrame[]): Iterable<Effect> {
  const found = new Map<string, Effect>();
  for (const { path, content, choice } of frames) {
    const { enabled = true } = content;
    if (!choice?.option || found.get(choice.option)?.[1].wanted === true) continue;
    const place = ['enabled', 'can_id', 'pgn'].find((key) => key in content);
    if (place) found.set(choice.option, [`${path}.${place}`, { use: 'set', target: `frames.${choice.option}`, wanted: enabled }]);
  }
  return found.values();
}

/** Texts, and the temperature among the measurements. */
function* contents(frames: readonly MappedFrame[]): Generator<Effect> {
  for (const { id, fields } of frames) {
    const name = nameOf(id);
    for (const { path, content } of fields) {
      const { source } = content;
      const sensor = id === MEASUREMENTS_ID ? sensorOf(source) : undefined;
      if (sensor) {
        const notes: readonly Note[] = sensor === 'internal' ? ['board-temperature'] : [];
        const place = isObject(source) ? `${path}.source.field` : `${path}.source`;
        yield [place, { use: 'set', target: 'frames.temperature', wanted: sensor, notes }];
      }
      const constant = name && constantOf(content);
      if (!constant) continue;
      const { longest } = NAMES[name].shape as { readonly longest: number };
      const wanted = constant.text.slice(0, longest);
      const notes: readonly Note[] = wanted === constant.text ? [] : ['shortened'];
      yield [`${path}.${constant.at}`, { use: 'set', target: `names.${name}`, wanted, notes }];
    }
  }
}

/** What is wrong in these files, and done right here whatever they say. */
function* remarksOn(frames: readonly MappedFrame[]): Generator<Effect> {
  for (const { id, fields } of frames) {
    for (const { path, content } of fields) {
      const { source, scale, conversion, byte_offset: offset } = content;
      const gain = isObject(conversion) ? conversion['gain'] : undefined;
      if (id === 0x351 && (source === 'tiny_reg_102' || source === 'tiny_reg_103')) yield [`${path}.source`, { notes: ['statistics'] }];
      if (source === 'tiny_reg_46' && scale !== undefined) yield [`${path}.scale`, { notes: ['fixed-scale'] }];
      if (gain !== undefined && gain !== rightGain(id, offset)) yield [`${path}.conversion.gain`, { notes: ['fixed-scale'] }];
    }
  }
}
