import * as v from 'valibot';
import type { Writing } from '../workshop/account';
import { SETTING_IDS } from '../workshop/settings';

const SETTING = v.picklist(SETTING_IDS);
const RAW = v.pipe(v.number(), v.integer(), v.minValue(0));
const STEP = v.object({ setting: SETTING, raw: RAW, detour: v.boolean() });
const SCHEMA = v.object({
  serialNumber: v.string(),
  startedAt: v.number(),
  state: v.picklist(['writing', 'done', 'stopped', 'interrupted']),
  changes: v.record(SETTING, RAW),
  start: v.array(RAW),
  records: v.array(v.object({ step: STEP, answer: v.picklist(['taken', 'refused', 'silent', 'lost']), found: v.undefinedable(RAW) })),
  underway: v.undefinedable(STEP),
});

/** A record of any origin, for instance of another version of the app: whole or not at all, since it is what an owner goes on from. */
export function readWriting(record: unknown): Writing | undefined {
  const result = v.safeParse(SCHEMA, record);
  return result.success ? result.output : undefined;
}
