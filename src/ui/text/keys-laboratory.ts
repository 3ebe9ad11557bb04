import type { Barrier, DraftRefusal, HandMadeOutcome, SettingBound } from '../../bridge/laboratory-contract';

type WithValues = 'header' | 'unknown-command' | 'not-reading' | 'length' | 'checksum' | 'registers';

/** Requests that the owner composes. Bytes come as hexadecimal text. */
export interface LaboratoryTexts {
  readonly compose: string;
  /** Before the serial numbers of several packs. */
  readonly to: string;
  readonly what: string;
  readonly groups: Readonly<Record<'registers' | 'values' | 'bytes', string>>;
  readonly bytes: string;
  readonly bytesHint: string;
  readonly address: string;
  readonly count: string;
  readonly addresses: string;
  readonly bound: string;
  readonly bounds: Readonly<Record<SettingBound, string>>;
  /** Above the bytes as they would be sent. */
  readonly frame: string;
  readonly send: string;
  readonly sending: string;
  /** Why nothing can be sent now. */
  readonly barriers: Readonly<Record<Barrier | 'elsewhere', string>>;
  readonly toOperation: string;
  readonly refusals: Readonly<Record<Exclude<DraftRefusal['reason'], WithValues>, string>> & {
    readonly header: (byte: string) => string;
    readonly 'unknown-command': (code: string) => string;
    readonly 'not-reading': Readonly<Record<'writes' | 'acts', (command: string) => string>>;
    readonly length: (is: string, wanted: string | undefined) => string;
    readonly checksum: (is: string, wanted: string) => string;
    readonly registers: (most: string) => string;
  };
  readonly outcomes: Readonly<Record<HandMadeOutcome, (after: string) => string>>;
  /** Of a request, who was asked and when, and what came of it. */
  readonly told: (request: string, serialNumber: string, time: string, outcome: string) => string;
  readonly notReached: string;
  readonly noCan: string;
}
