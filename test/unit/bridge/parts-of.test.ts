import { expect, test } from 'vitest';
import { partsOf } from '../../../src/bridge/parts-of';
import { renewed } from '../../../src/ui/state/renewed';

const BEFORE = {
  now: 1,
  packs: [{ id: 'a', reading: { volts: 52, cells: [1, 2] }, settings: { cutoff: 3.6 } }],
  limits: { cvl: { value: 56 } },
};

test('what is the same is not told, whether it is the same object or not', () => {
  expect(partsOf(BEFORE, BEFORE)).toBeUndefined();
  expect(partsOf(BEFORE, { ...BEFORE, limits: { cvl: { value: 56 } } })).toBeUndefined();
});

test('fields that are others are told by their place, and what lies deep as a whole', () => {
  const [pack] = BEFORE.packs;
  const after = { ...BEFORE, now: 2, packs: [{ ...pack, reading: { volts: 52, cells: [1, 3] } }] };
  expect(partsOf(BEFORE, after)).toEqual({
    set: { now: 2 },
    inside: { packs: { set: undefined, inside: { 0: { set: { reading: { volts: 52, cells: [1, 3] } }, inside: undefined } } } },
  });
});

test.each([
  ['a longer list', { packs: [] }, { packs: [1] }],
  ['other fields', { reason: { rule: 'a', left: 1 } }, { reason: { rule: 'b', volts: 2 } }],
  ['a list that was none', { of: { 0: 1 } }, { of: [1] }],
  ['nothing any more', { adapter: { port: 'p' } }, { adapter: undefined }],
])('%s takes the place of what was there', (_name, before, after) => {
  expect(partsOf(before, after)).toEqual({ set: after, inside: undefined });
});

test('what has not changed stays the same object for whoever takes the news', () => {
  const parts = partsOf(BEFORE, { ...BEFORE, now: 2, limits: { cvl: { value: 55 } } });
  const next = parts && renewed(BEFORE, parts);
  expect(next).toEqual({ ...BEFORE, now: 2, limits: { cvl: { value: 55 } } });
  expect(next?.packs).toBe(BEFORE.packs);
});
