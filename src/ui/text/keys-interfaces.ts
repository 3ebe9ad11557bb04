import type { AbsentId } from '../../interfaces/absent';
import type { RouteId, Topic } from '../../interfaces/route';
import type { StreamTopic } from '../../interfaces/stream';
import type { Mode } from '../../bridge/contract';

/** HTTP routes and channels for other programs. */
export interface InterfaceTexts {
  readonly intro: string;
  /** The page is not looked after by a service worker. */
  readonly unattended: string;
  readonly topics: Readonly<Record<Topic | 'absent', string>>;
  readonly routes: Readonly<Record<RouteId, string>>;
  readonly absent: Readonly<Record<AbsentId, string>>;
  readonly needsToken: string;
  readonly schema: string;
  readonly try: string;
  readonly tryName: (route: string) => string;
  readonly close: string;
  readonly address: string;
  readonly body: string;
  readonly send: string;
  readonly reallySends: string;
  readonly asking: string;
  readonly answered: (status: string, time: string) => string;
  readonly about: Readonly<Record<Mode, string>>;
  readonly answer: string;
  readonly token: {
    readonly title: string;
    readonly text: string;
    readonly show: string;
    readonly hide: string;
    readonly copy: string;
    readonly copied: string;
    readonly notCopied: string;
    readonly renew: string;
    readonly renewConfirm: { readonly title: string; readonly text: string; readonly action: string };
  };
  readonly channels: {
    readonly title: string;
    readonly text: string;
    readonly topic: string;
    readonly topics: Readonly<Record<StreamTopic, string>>;
    readonly start: string;
    readonly pause: string;
    readonly channel: string;
    readonly heard: (count: string) => string;
    readonly waiting: string;
    readonly newest: string;
  };
  readonly programs: {
    readonly title: string;
    readonly text: string;
    readonly shim: string;
  };
}
