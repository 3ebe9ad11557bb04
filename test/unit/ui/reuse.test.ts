import { describe, expect, test } from 'vitest';
import { reuse } from '../../../src/ui/state/reuse';

describe('reuse', () => {
  test('an equal clone is the value of before, whole', () => {
    const before = { a: 1, list: [{ b: 2 }, { b: 3 }], none: undefined };
    expect(reuse(before, structuredClone(before))).toBe(before);
  });

  test('a change renews the way to it and nothing beside it', () => {
    const before = { left: { x: 1 }, right: { y: { z: 1 } }, list: [{ n: 1 }, { n: 2 }] };
    const after = reuse(before, { left: { x: 1 }, right: { y: { z: 2 } }, list: [{ n: 1 }, { n: 3 }] });
    expect(after).toEqual({ left: { x: 1 }, right: { y: { z: 2 } }, list: [{ n: 1 }, { n: 3 }] });
    expect(after.left).toBe(before.left);
    expect(after.list[0]).toBe(before.list[0]);
    expect(after.right).not.toBe(before.right);
    expect(after.list).not.toBe(before.list);
  });

  test.each([
    ['a shorter list', [1, 2], [1]],
    ['a longer list', [1], [1, 2]],
    ['a list that was an object', { 0: 1 }, [1]],
    ['an object that was a list', [1], { 0: 1 }],
    ['a key that became undefined is not a key that went', { a: undefined }, {}],
    ['another key with undefined', { a: undefined }, { b: undefined }],
    ['NaN that became 0', { a: NaN }, { a: 0 }],
    ['null that became an object', null, { a: 1 }],
    ['an object that became null', { a: 1 }, null],
  ])('%s is new', (_name, before: unknown, after: unknown) => {
    expect(reuse(before, after)).toEqual(after);
    expect(reuse(before, after)).not.toBe(before);
  });

  test('NaN that stays is unchanged', () => {
    const before = { a: NaN };
    expect(reuse(before, { a: NaN })).toBe(before);
  });
});
