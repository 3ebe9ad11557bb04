import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partsOf } from '../../src/bridge/parts-of';
import { renewed } from '../../src/ui/state/renewed';

const value = fc.oneof(
  fc.jsonValue(),
  fc.array(fc.record({ id: fc.nat(2), at: fc.option(fc.nat(3), { nil: undefined }) }), { maxLength: 3 }),
);
const view = fc.record({ a: value, b: value, c: fc.record({ d: value, e: fc.record({ f: value, g: value }) }) });

test('what one view was and what has changed make the next, whatever was in them', () => {
  fc.assert(
    fc.property(view, view, (before, after) => {
      const parts = structuredClone(partsOf(before, after));
      expect(parts ? renewed(before, parts) : before).toEqual(after);
    }),
  );
});
