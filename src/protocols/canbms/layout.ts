/** A number on the wire: raw = value × `perUnit`, little-endian unless the type says otherwise. */
export interface NumberSignal {
  /** First byte. */
  readonly byte: number;
  readonly type: 'u8' | 'u16' | 'i16' | 'u32' | 'u16be';
  /** Raw counts in one unit. Default 1. */
  readonly perUnit?: number;
  /** Unit of the value; `''` for a count or a code. */
  readonly unit: string;
  /** Limits round down, measurements to the nearest count. */
  readonly rounding: 'floor' | 'nearest';
  /** Raw range to clamp to, where it is narrower than the type without its sentinel. */
  readonly min?: number;
  readonly max?: number;
  /** Raw values that say "unknown"; the first is the one to send. A signal without them must always have a value. */
  readonly unknown?: readonly [number, ...number[]];
  /** Whole kelvin on the wire, °C as a value. */
  readonly kelvin?: true;
  /** A meter that starts again at 0 beyond its range, instead of stopping there. */
  readonly wraps?: true;
}

/** Characters 0x20 to 0x7E, filled up with zeros. */
export interface TextSignal {
  readonly byte: number;
  readonly type: 'ascii';
  /** Bytes reserved for it. */
  readonly length: number;
}

/** Two bits: 1 = active, 2 = supported and in order, 0 and 3 = not supported. */
export interface PairSignal {
  readonly byte: number;
  readonly type: 'pair';
  /** Position of the lower bit. */
  readonly shift: 0 | 2 | 4 | 6;
}

/** One bit; only frames of other makers have such. */
export interface FlagSignal {
  readonly byte: number;
  readonly type: 'flag';
  readonly bit: number;
}

export type Signal = NumberSignal | TextSignal | PairSignal | FlagSignal;

export interface FrameLayout {
  /** Standard identifier. */
  readonly id: number;
  /** `send`: battery to GX. `receive`: GX to battery, never to be sent. `never`: other makers' frames, known to the bus monitor only. */
  readonly direction: 'send' | 'receive' | 'never';
  /** Bytes sent. */
  readonly length: number;
  /** Bytes sent when every signal from there on is unknown. */
  readonly shortest?: number;
  readonly signals: Readonly<Record<string, Signal>>;
}

/** State of one item of 0x35A; `undefined` where the battery does not support it. */
export type PairValue = 'active' | 'ok';

type ValueOf<S extends Signal> = S extends TextSignal ? string : S extends PairSignal ? PairValue : S extends FlagSignal ? boolean : number;

type MayBeUnknown<S extends Signal> = S extends PairSignal | { readonly unknown: readonly number[] } ? true : false;

/** What decoding a frame yields: `undefined` exactly where a row can say "unknown". */
export type FrameValues<L extends FrameLayout> = {
  readonly [K in keyof L['signals']]: ValueOf<L['signals'][K]> | (MayBeUnknown<L['signals'][K]> extends true ? undefined : never);
};

type UnknownKeys<L extends FrameLayout> = {
  [K in keyof L['signals']]: MayBeUnknown<L['signals'][K]> extends true ? K : never;
}[keyof L['signals']];

/** What encoding a frame asks for: signals that can be unknown may be left out. */
export type FrameInput<L extends FrameLayout> = {
  readonly [K in Exclude<keyof L['signals'], UnknownKeys<L>>]: ValueOf<L['signals'][K]>;
} & {
  readonly [K in UnknownKeys<L>]?: ValueOf<L['signals'][K]> | undefined;
};
