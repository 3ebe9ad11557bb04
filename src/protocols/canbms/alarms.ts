import type { AlarmItem, AlarmLevel, Alarms } from '../../battery/battery';
import type { FRAMES } from './frames';
import type { FrameInput, PairValue } from './layout';

/**
 * Values of frame 0x35A: all items of `alarms` in both halves, a warning staying active beneath its alarm.
 * Items that a TinyBMS cannot know are left out, which marks them as unsupported.
 */
export function alarmValues(alarms: Alarms): FrameInput<typeof FRAMES.alarms> {
  const values: Partial<Record<`${AlarmItem}${'Alarm' | 'Warning'}`, PairValue>> = {};
  for (const [item, level] of Object.entries(alarms) as [AlarmItem, AlarmLevel][]) {
    values[`${item}Alarm`] = level === 'alarm' ? 'active' : 'ok';
    values[`${item}Warning`] = level === 'ok' ? 'ok' : 'active';
  }
  return values;
}
