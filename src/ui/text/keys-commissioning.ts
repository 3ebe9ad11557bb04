import type { CABLE_LIMITS, CableEnd, CableTest, CableTimes } from '../commissioning/cable-test';
import type { Step } from '../commissioning/record';
import type { CheckName } from '../../control/checklist';

type Judged = keyof typeof CABLE_LIMITS;

/** Everything about the guided first start that the checklist does not say already. */
export interface CommissioningTexts {
  readonly intro: string;
  readonly open: string;
  readonly card: { readonly title: string; readonly text: string };
  readonly progress: (proven: string, all: string) => string;
  readonly told: (step: string) => string;
  readonly provenAt: (time: string) => string;
  readonly notProven: string;
  readonly display: string;
  /** What to do for a step. */
  readonly steps: Readonly<Record<Exclude<Step, CheckName>, { readonly name: string; readonly help: string }>>;
  readonly confirm: string;
  readonly limits: (cvl: string, ccl: string, dcl: string) => string;
  readonly frames: (sent: string, acknowledged: string, refused: string, by: string) => string;
  readonly bus: (state: string) => string;
  readonly gxOnBus: string;
  readonly cable: {
    readonly start: string;
    readonly again: string;
    readonly cancel: string;
    readonly notLive: string;
    readonly phases: Readonly<Record<Exclude<CableTest['phase'], 'idle' | 'done' | 'ended'>, string>>;
    /** Everything has stopped: the cable may go back. */
    readonly putBack: string;
    readonly without: (time: string) => string;
    readonly ends: Readonly<Record<CableEnd, string>>;
    readonly passed: string;
    readonly notPassed: string;
    readonly times: Readonly<Record<keyof CableTimes, string>>;
    readonly column: Readonly<Record<'what' | 'time' | 'verdict', string>>;
    readonly within: Readonly<Record<Judged, string>>;
    readonly beyond: Readonly<Record<Judged, string>>;
    readonly missing: string;
    readonly pull: string;
    readonly plug: string;
  };
  readonly report: {
    readonly title: string;
    readonly help: string;
    readonly simulation: string;
    readonly complete: string;
    readonly incomplete: (count: string) => string;
    readonly save: string;
    readonly print: string;
    readonly again: string;
    readonly againConfirm: { readonly title: string; readonly text: string; readonly action: string };
    readonly stepsTitle: string;
    readonly column: Readonly<Record<'step' | 'result' | 'time' | 'evidence', string>>;
    readonly facts: Readonly<
      Record<
        'written' | 'begun' | 'serialNumber' | 'firmware' | 'battery' | 'adapter' | 'adapterSerial' | 'bus' | 'gx' | 'app' | 'browser',
        string
      >
    >;
    readonly firmware: (board: string, firmware: string, internal: string) => string;
    readonly battery: (cells: string, capacity: string) => string;
    readonly victron: string;
    readonly unknown: string;
    readonly notice: string;
    readonly sign: string;
  };
}
