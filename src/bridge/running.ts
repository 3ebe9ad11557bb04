/** What a bridge is made of that runs: links, protocols, control. A window that only displays, or has stopped it, needs none of it. */
export { ChargeDesk } from './charge-desk';
export { LawKeeper } from './law-keeper';
export { partsOf } from './parts-of';
export { BridgeRuntime } from './runtime';
