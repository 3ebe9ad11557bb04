/** Mixes a seed and two indices into 32 bits (the finaliser of MurmurHash3). */
function mix(seed: number, index: number, stream: number): number {
  let bits = (seed ^ Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca77)) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** A number in [0, 1) that depends on nothing but its arguments, so that it does not matter when or how often it is asked for. */
export function uniformAt(seed: number, index: number, stream = 0): number {
  return mix(seed, index, stream) / 2 ** 32;
}

/** Like `uniformAt`, but bell-shaped: mean 0, standard deviation 1, never beyond 3.5. */
export function normalAt(seed: number, index: number, stream = 0): number {
  const bits = mix(seed, index, stream);
  // The sum of four bytes is bell-shaped enough for measurement noise and costs one hash.
  const sum = (bits & 0xff) + ((bits >>> 8) & 0xff) + ((bits >>> 16) & 0xff) + (bits >>> 24);
  return (sum - 510) / 147.8;
}

/** A smooth curve through random heights in [0, 1), one each `period`. */
export function smoothAt(seed: number, time: number, period: number, stream = 0): number {
  const index = Math.floor(time / period);
  const part = time / period - index;
  const eased = part * part * (3 - 2 * part);
  return uniformAt(seed, index, stream) * (1 - eased) + uniformAt(seed, index + 1, stream) * eased;
}

/** Random numbers in sequence; the same seed gives the same sequence. */
export class Random {
  private drawn = 0;

  constructor(private readonly seed: number) {}

  /** In [0, 1). */
  next(): number {
    return uniformAt(this.seed, this.drawn++);
  }

  between(lowest: number, highest: number): number {
    return lowest + (highest - lowest) * this.next();
  }

  /** An integer, both ends included. */
  integer(lowest: number, highest: number): number {
    return lowest + Math.floor(this.next() * (highest - lowest + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }
}
