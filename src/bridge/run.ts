import type { Ms } from '../battery/units';
import type { Simulation } from './bridge-parts';
import type { ReplayPlayer } from './replay-player';
import type { BridgeRuntime } from './runtime';

/** What runs now. */
export type Run =
  | { readonly kind: 'nothing' }
  /** What the owner has set, or what runs it, is not there yet. */
  | { readonly kind: 'loading' }
  | {
      readonly kind: 'claiming';
      readonly since: Ms;
      release: () => void;
      /** The right is ours, and what is stored is being read. */
      granted: boolean;
      /** Once it is granted or refused. */
      readonly decided: Promise<void>;
      readonly decide: () => void;
    }
  /** Another window owns the ports. */
  | { readonly kind: 'refused' }
  | {
      readonly kind: 'running';
      readonly runtime: BridgeRuntime;
      readonly simulation: Simulation | undefined;
      readonly replay?: ReplayPlayer;
      readonly release: () => void;
    };

/** The right to the ports is asked for. */
export type Claim = Extract<Run, { kind: 'claiming' }>;

export const NOTHING: Run = { kind: 'nothing' };
export const LOADING: Run = { kind: 'loading' };
