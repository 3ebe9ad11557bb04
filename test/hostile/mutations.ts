import fc from 'fast-check';

/** What breaks readers: bounds, other types, names that objects already have, text that would be code. */
const NASTY_TEXTS = [
  '',
  '\0',
  '\ufeff',
  '\u202e',
  '__proto__',
  'constructor',
  '<img src=x onerror=alert(1)>',
  '"></script><script>alert(1)</script>',
  '${7*7}',
  '../../etc/passwd',
  '-1',
  '1e309',
  'NaN',
  '0x10',
  '9007199254740993',
  'A'.repeat(300),
];

const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -0, -1, 1e308, Number.MAX_SAFE_INTEGER, 4_294_967_296, 0.1, [], {}, [[]]),
  fc.constantFrom(...NASTY_TEXTS),
  fc.jsonValue(),
);

/** Some bytes of a piece changed, cut out, doubled, moved, or foreign ones put in. */
export function mutatedBytes(corpus: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const foreign = fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc.constantFrom(...NASTY_TEXTS).map((text) => new TextEncoder().encode(text)),
  );
  const step = fc.record({ from: fc.nat(), length: fc.nat(40), kind: fc.nat(4), foreign });
  return fc.tuple(fc.constantFrom(...corpus), fc.array(step, { minLength: 1, maxLength: 6 })).map(([piece, steps]) =>
    steps.reduce((bytes, { from: anywhere, length, kind, foreign }) => {
      const from = bytes.length === 0 ? 0 : anywhere % bytes.length;
      const [before, middle, after] = [bytes.subarray(0, from), bytes.subarray(from, from + length), bytes.subarray(from + length)];
      const parts = [
        [before, after],
        [before, middle, middle, after],
        [before, foreign, middle, after],
        [before, foreign, after],
        [before, middle.map((byte) => byte ^ (1 << (length & 7))), after],
      ][kind];
      return Uint8Array.from((parts ?? []).flatMap((part) => [...part]));
    }, piece),
  );
}

/** The same for text; what is no UTF-8 any more becomes replacement characters, as in a browser. */
export function mutatedText(corpus: readonly string[]): fc.Arbitrary<string> {
  return mutatedBytes(corpus.map((text) => new TextEncoder().encode(text))).map((bytes) => new TextDecoder().decode(bytes));
}

/** A value of JSON in which some leaves or branches are others, are missing, or stand under another name. */
export function mutatedValue(corpus: readonly unknown[]): fc.Arbitrary<unknown> {
  const step = fc.record({ at: fc.nat(), kind: fc.nat(3), value: nastyValue, name: fc.constantFrom(...NASTY_TEXTS) });
  return fc.tuple(fc.constantFrom(...corpus), fc.array(step, { minLength: 1, maxLength: 4 })).map(([value, steps]) => {
    let copy: unknown = structuredClone(value);
    for (const { at, kind, value: foreign, name } of steps) {
      // Drawn more than once, it would become a part of itself.
      const other: unknown = structuredClone(foreign);
      const places = placesOf(copy);
      const place = places[at % Math.max(places.length, 1)];
      if (!place) copy = other;
      else if (kind === 0) Reflect.deleteProperty(place.of, place.key);
      else if (kind === 1) Object.defineProperty(place.of, name, { value: other, enumerable: true, configurable: true, writable: true });
      else Object.defineProperty(place.of, place.key, { value: other, enumerable: true, configurable: true, writable: true });
    }
    return copy;
  });
}

interface Place {
  readonly of: object;
  readonly key: string;
}

/** Every property of a value, its own and those below. */
function placesOf(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [{ of: value, key }, ...placesOf((value as Record<string, unknown>)[key])]);
}
