import type { CheckResult } from '../../control/current-sign';
import type { Format } from '../format/format';
import type { Section } from '../manual/sections';
import { CHECK_SECTIONS } from '../manual/places';
import type { Texts } from '../text/keys';
import { checkSentence } from '../text/sentences';
import { judgeTimes, type CableTimes } from './cable-test';
import type { Evidence, Step } from './record';

/** Steps that the checklist knows are told in its words. */
export function stepName({ operation, commissioning }: Texts, step: Step): string {
  switch (step) {
    case 'live':
    case 'frames':
    case 'shown':
    case 'cable':
      return commissioning.steps[step].name;
    default:
      return operation.checks[step].name;
  }
}

/** What a step has shown, in sentences. */
export function evidenceWords(texts: Texts, evidence: Evidence, result: CheckResult, f: Format): string {
  const t = texts.commissioning;
  switch (evidence.step) {
    case 'live':
    case 'shown':
      return t.limits(
        f.measure('voltageLimit', evidence.limits[0]),
        f.measure('currentLimit', evidence.limits[1]),
        f.measure('currentLimit', evidence.limits[2]),
      );
    case 'frames': {
      const { sent, acknowledged, refused, acknowledges, bus } = evidence;
      const taken = t.frames(f.count(sent), f.count(acknowledged), f.count(refused), texts.wire.acknowledges[acknowledges]);
      return `${taken} ${t.bus(texts.wire.bus[bus])}${result === 'proven' ? ` ${t.gxOnBus}` : ''}`;
    }
    case 'cable':
      return cableRows(texts, evidence.times, f)
        .map(({ name, time, verdict }) => `${name}: ${time}${verdict === undefined ? '' : ` (${verdict})`}`)
        .join('; ');
    default:
      return checkSentence(texts, evidence.check, f);
  }
}

export interface CableRow {
  readonly name: string;
  readonly time: string;
  readonly within: boolean | undefined;
  readonly verdict: string | undefined;
}

/** Times of the cable test with what must be reached. */
export function cableRows({ commissioning: { cable: t } }: Texts, times: CableTimes, f: Format): readonly CableRow[] {
  const within = judgeTimes(times);
  const judged = (['told', 'held', 'ended', 'resumed'] as const).map((name) => ({
    name: t.times[name],
    time: times[name] === undefined ? t.missing : f.duration(times[name]),
    within: within[name],
    verdict: within[name] ? t.within[name] : t.beyond[name],
  }));
  return [...judged, { name: t.times.without, time: f.duration(times.without), within: undefined, verdict: undefined }];
}

/** Where the manual tells more about a step. */
export const STEP_SECTIONS: Readonly<Record<Step, Section>> = {
  ...CHECK_SECTIONS,
  live: 'modes',
  frames: 'bus-trouble',
  shown: 'gx-settings',
  cable: 'silence',
};
