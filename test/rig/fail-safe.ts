import type { SentFrame } from '../support/adapter-log';
import { liveReplies } from '../support/live-replies';
import { type Bench, expect } from './fixtures';

/** Frames that carry measurements: none of them goes out while the data is stale. */
const MEASUREMENTS = [0x355, 0x356, 0x373, 0x374, 0x375, 0x376, 0x377];

/** The last to begin: what the meters hold has to be stored before 0x378, and the serial number goes out every 10 s only. */
const LAST_TO_BEGIN = [0x378, 0x380, 0x381];

/** What the wire carried in quiet, to compare with. */
export interface Quiet {
  /** Newest bytes by identifier. */
  readonly frames: ReadonlyMap<number, string>;
  /** Voltages of the last answers of the BMS that were good [V]: on a busy machine the very last may have come too late for the app. */
  readonly voltages: readonly number[];
  /** When the last of them began [ms of the host]. */
  readonly at: number;
}

/** Waits until every frame has been sent at least once. */
export async function everyFrameSent({ sent }: Bench): Promise<void> {
  await expect
    .poll(() => LAST_TO_BEGIN.filter((id) => sent.of(id).length === 0), { timeout: 60_000, message: 'frames that are still to come' })
    .toEqual([]);
}

/** Everything sent so far, and the last answers of the BMS, read from the bytes on its line. */
export function quietOf({ sent, passed }: Bench): Quiet {
  const spoken = passed.filter(({ device, direction }) => device === 'bms' && direction === 'out').slice(-60);
  const saidSince = (begin: number) => liveReplies(Buffer.concat(spoken.slice(begin).map(({ bytes }) => Buffer.from(bytes))));
  const last = spoken.findLast((_, begin) => saidSince(begin).length > 0);
  if (!last) throw new Error('the BMS has said nothing');
  const voltages = saidSince(0)
    .slice(-5)
    .map(({ voltage }) => voltage);
  return { frames: new Map(sent.frames.map(({ id, hex }) => [id, hex])), voltages, at: last.at };
}

const tenths = (value: number): string => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes.toString('hex').toUpperCase();
};

/**
 * Holds what was sent with stale data against the rule, byte for byte: charging forbidden with the CVL held at the voltage that the
 * battery had, DCL as it was, the internal warning, one module offline and blocking charge, the names as they were, and no measurement.
 */
export function expectHeld(frames: readonly SentFrame[], { frames: before, voltages }: Quiet): void {
  const limits = Buffer.from(before.get(0x351) ?? '', 'hex');
  const alarms = Buffer.from(before.get(0x35a) ?? '', 'hex');
  // Byte 6, bits 6 and 7: the internal warning; 01 is active.
  alarms.writeUInt8(((alarms.readUInt8(6) & 0x3f) | 0x40) >>> 0, 6);
  const expected = new Map([...before].filter(([id]) => !MEASUREMENTS.includes(id)));
  const held = (voltage: number): string => {
    const cvl = Math.min(limits.readUInt16LE(0), Math.floor(voltage * 10 + 1e-6));
    return `${tenths(cvl)}0000${limits.subarray(4, 6).toString('hex').toUpperCase()}0000`;
  };
  // One of these voltages, and the same one all the time.
  const first = frames.find(({ id }) => id === 0x351)?.hex ?? '';
  expect(voltages.map(held)).toContain(first);
  expected.set(0x351, first);
  expected.set(0x35a, alarms.toString('hex').toUpperCase());
  expected.set(0x372, '0000010000000100');
  for (const { id, hex } of frames) expect(hex, `0x${id.toString(16)}`).toBe(expected.get(id));
  // What goes out every second or two was there.
  expect(frames.map(({ id }) => id)).toEqual(expect.arrayContaining([0x351, 0x35a, 0x372]));
}

/** Nothing but the set-up of the channel until it is open, then a round that begins with 0x351 and has no 0 in its limits. */
export function expectFreshStart(lines: readonly string[]): void {
  const opened = lines.indexOf('O');
  expect(opened).toBeGreaterThanOrEqual(0);
  expect(lines.slice(0, opened).filter((line) => line.startsWith('t'))).toEqual([]);
  const frames = lines.slice(opened + 1).filter((line) => line.startsWith('t'));
  expect(frames.slice(0, 4).map((line) => line.slice(1, 4))).toEqual(['351', '355', '356', '35A']);
  const limits = Buffer.from(frames[0]?.slice(5) ?? '', 'hex');
  for (const at of [0, 2, 4]) expect(limits.readUInt16LE(at)).toBeGreaterThan(0);
}
