import type { BmsEvent } from '../../battery/bms-events';
import { describeEvent, EVENT_TIME_WRAP, type LoggedEvent, rebuildEventTime } from './events';
import { EVENT_LOG, EVENT_SLOTS } from './registers';
import { readValue } from './words';

/** The whole log in one answer. Registers instead of command 0x12: they tell the order, and every device with Modbus has them. */
export const EVENT_BLOCK = { address: 200, count: 2 * EVENT_SLOTS } as const;

/** The lifetime counter that an event is dated by may have been read so long before the event happened [s]. */
const COUNTER_LAG = 60;

/**
 * The log from the words of `EVENT_BLOCK`, oldest first; `now` is the lifetime counter [s]. Entries older than 194 days appear too young.
 * @throws RangeError when words are missing.
 */
export function decodeEventLog(words: readonly number[], now: number): readonly BmsEvent[] {
  const slots = Object.values(EVENT_LOG).map((row): LoggedEvent | undefined => {
    const entry = readValue(row, words, EVENT_BLOCK.address);
    if (!entry || entry.code === 0) return undefined;
    return { code: entry.code, time: Math.min(now, rebuildEventTime(entry.time % EVENT_TIME_WRAP, now + COUNTER_LAG)) };
  });
  // The slot after the newest entry is the oldest; entries of the same second keep the order of the slots.
  const newest = Math.max(...slots.map((entry) => entry?.time ?? -Infinity));
  const last = slots.findIndex((entry, slot) => entry?.time === newest && slots[(slot + 1) % slots.length]?.time !== newest);
  return [...slots.slice(last + 1), ...slots.slice(0, last + 1)]
    .filter((entry) => entry !== undefined)
    .sort((a, b) => a.time - b.time)
    .map(describeEvent);
}
