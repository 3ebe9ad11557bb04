import { describe, expect, test } from 'vitest';
import type { LawFlags } from '../../../../src/control/law/state';
import vectors from '../../../vectors/law-scenarios.json';
import { Driver, packParameters, type Measured, type Pack } from './fixtures';

interface Expected {
  readonly cvl?: number;
  readonly ccl?: number;
  readonly dcl?: number;
  readonly trim?: number;
  readonly phase?: string;
  readonly display?: string;
  readonly transmit?: boolean;
  readonly cvl_rule?: string;
  readonly ccl_rule?: string;
  readonly dcl_rule?: string;
  readonly flags?: Partial<LawFlags>;
}

interface Scenario {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly parameters?: Pack;
  readonly base?: Partial<Measured>;
  readonly steps: readonly {
    readonly set?: Readonly<Record<string, number | boolean | string>>;
    readonly seconds: number;
    readonly dt?: number;
    readonly expect: Expected;
  }[];
}

/** Two weeks of steps take seconds on a busy machine. */
const PATIENCE_MS = 60_000;

/** JSON has no NaN. */
function changeOf(set: Scenario['steps'][number]['set'] = {}): Partial<Measured> {
  return Object.fromEntries(Object.entries(set).map(([key, value]) => [key, value === 'NaN' ? NaN : value]));
}

describe('scenarios of the charging reference', () => {
  test('all 37 are here', () => {
    const numbers = new Set(vectors.map(({ id }) => Number.parseInt(id, 10)));
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 37 }, (_, index) => index + 1));
  });

  test.each(vectors as unknown as readonly Scenario[])(
    '$id: $name ($source)',
    ({ parameters, base, steps }) => {
      const driver = new Driver(packParameters(parameters), base);
      steps.forEach((step, index) => {
        const { limits, phase, display, flags, transmit, next } = driver.run(step.seconds, changeOf(step.set), step.dt);
        const all: Record<keyof Expected, unknown> = {
          cvl: limits?.cvl.value,
          ccl: limits?.ccl.value,
          dcl: limits?.dcl.value,
          trim: Math.round((next?.trim.volts ?? 0) * 1e6) / 1e6,
          phase: phase?.kind,
          display,
          transmit,
          cvl_rule: limits?.cvl.reason.rule,
          ccl_rule: limits?.ccl.reason.rule,
          dcl_rule: limits?.dcl.reason.rule,
          flags,
        };
        expect(all, `step ${index + 1}`).toMatchObject(step.expect);
      });
    },
    PATIENCE_MS,
  );
});
