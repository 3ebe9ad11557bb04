import type { Ms } from '../battery/units';
import type { CanFrame } from '../protocols/can-frame';
import { FRAMES } from '../protocols/canbms/frames';
import { layoutOf } from '../protocols/canbms/codec';
import { toHex } from '../protocols/bytes/hex';

export type ViolationKind =
  /** An identifier of 29 bits, a remote frame, or one outside the protocol. */
  | 'foreign-frame'
  /** An identifier that only the GX sends: both would disturb each other. */
  | 'gx-identifier'
  | 'wrong-length'
  /** A value that means "unknown" or would do harm. */
  | 'forbidden-value'
  /** Two different limits within a tenth of a second. */
  | 'limits-too-close';

/** Something a battery must never do on the bus. */
export interface Violation {
  readonly at: Ms;
  readonly kind: ViolationKind;
  readonly detail: string;
  /** How long after the limits before it, for those that are too close. */
  readonly afterMs?: Ms;
}

export const LIMITS_SPACING_MS: Ms = 100;
const MOST = 1000;
/** Shortest frames that a GX accepts of the four that it needs. Source: Victron CAN-bus BMS, lengths. */
const SHORTEST: ReadonlyMap<number, number> = new Map([
  [0x351, 8],
  [0x355, 4],
  [0x356, 6],
  [0x35a, 8],
]);

/** Watches one sender for what a battery must never do. */
export class ViolationWatch {
  readonly found: Violation[] = [];
  private lastLimits: { readonly at: Ms; readonly text: string } | undefined;

  look(frame: CanFrame, at: Ms): void {
    const text = `${frame.id.toString(16).toUpperCase()} ${toHex(frame.data)}`;
    const report = (kind: ViolationKind, more: Pick<Violation, 'afterMs'> = {}): void => {
      if (this.found.length < MOST) this.found.push({ at, kind, detail: text, ...more });
    };
    const layout = frame.extended || frame.remote ? undefined : layoutOf(frame.id);
    if (layout === undefined || layout.direction === 'never') return report('foreign-frame');
    if (layout.direction === 'receive') return report('gx-identifier');
    if (frame.data.length < (SHORTEST.get(frame.id) ?? 0)) return report('wrong-length');
    if (holdsForbiddenValue(frame)) report('forbidden-value');
    if (frame.id !== FRAMES.chargeLimits.id) return;
    const { lastLimits } = this;
    const afterMs = lastLimits && at - lastLimits.at;
    if (afterMs !== undefined && text !== lastLimits?.text && afterMs < LIMITS_SPACING_MS) report('limits-too-close', { afterMs });
    this.lastLimits = { at, text };
  }
}

/** CVL 0 empties a battery, a negative limit reads as 0, and sentinels are taken for values. */
function holdsForbiddenValue({ id, data }: CanFrame): boolean {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  switch (id) {
    case 0x351: {
      const cvl = view.getUint16(0, true);
      return cvl === 0 || cvl === 0xffff || view.getInt16(2, true) < 0 || view.getInt16(4, true) < 0 || view.getUint16(6, true) === 0xffff;
    }
    case 0x355:
      return view.getUint16(0, true) > 100 || view.getUint16(2, true) > 100;
    case 0x356:
      return [0, 2, 4].some((byte) => view.getInt16(byte, true) === -0x8000);
    default:
      return false;
  }
}
