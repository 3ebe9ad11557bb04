/** Milliseconds on the monotonic clock of the worker; never wall time. */
export type Ms = number;

/** Names one TinyBMS within a running bridge, for instance "pack-1". Stable while the bridge runs. */
export type PackId = string;
