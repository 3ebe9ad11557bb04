import { describe, expect, it } from 'vitest';
import { agreement, figureOf, join, markdown, summary, type BenchReport } from '../../bench/join.mjs';

const HEAD = {
  commit: 'abc',
  machine: { cpu: 'some', cores: 2, memoryGB: 24, system: 'linux' },
  versions: { node: '20', browser: 'Chromium 156', packages: { lit: '3' }, peers: {} },
};
const part = (name: string, found: string, reached = true) => ({
  name,
  title: `Part ${name}`,
  notes: [],
  tables: [{ caption: 'Times', columns: ['what', 'ms'], rows: [['one | two', 3]] }],
  goals: [{ what: 'fast', found, reached }],
  at: '2026-01-02T03:04:05.000Z',
  seconds: 7,
});
const run = (measured: Parameters<typeof join>[0]['measured'], before?: BenchReport, head = HEAD): BenchReport =>
  join({ order: ['a', 'b'], measured, before, head });

describe('joined benches', () => {
  it('count goals and name what was not run', () => {
    const report = run([part('a', '5 times', false), { name: 'b', reason: 'the rig needs Linux' }]);
    expect(report).toMatchObject({ reached: 0, missed: 1, notRun: 1 });
    expect(summary(report)).toContain('| a | fast | 5 times | **missed** |');
    expect(summary(report)).toContain('_b_ was not run: the rig needs Linux.');
    expect(markdown(report)).toContain('MISSED: fast; found 5 times.');
    expect(markdown(report)).toContain('| one \\| two | 3 |');
  });

  it('keep a part that was measured before at the same code on the same machine', () => {
    const first = run([part('a', '5 times')]);
    expect(first.parts[1]).toEqual({ name: 'b', reason: 'it was not asked for' });
    const second = run([part('b', '2 times')], first);
    expect(second).toMatchObject({ reached: 2, notRun: 0 });
  });

  it('take what a part has left by a run of its own, and say so', () => {
    const report = join({
      order: ['a'],
      measured: [],
      left: [part('a', '5 times'), part('soak', '0 lost')],
      before: undefined,
      head: HEAD,
    });
    expect(report).toMatchObject({ reached: 2, notRun: 0 });
    expect(summary(report)).toContain('| soak * | fast | 0 lost | reached |');
    expect(markdown(report)).toContain('2026-01-02 03:04 UTC, by a run of its own; the state of the code was not noted.');
  });

  it('take nothing over from other code or another machine', () => {
    const first = run([part('a', '5 times')]);
    expect(run([], first, { ...HEAD, commit: 'def' }).reached).toBe(0);
    expect(run([], first, { ...HEAD, machine: { ...HEAD.machine, cores: 8 } }).reached).toBe(0);
  });

  it('hold the figures of two runs beside each other', () => {
    const twice = run([part('a', '5.5 times: 2 ms')], run([part('a', '5.0 times: 3 ms')]));
    expect(agreement(twice)).toEqual([['a', 'fast', '5.0 times: 3 ms', '5.5 times: 2 ms', '10 %']]);
    expect(agreement(run([part('a', '5')]))).toEqual([]);
  });

  it('read the figure with which a finding begins', () => {
    expect(figureOf('0.034 ms')).toBe(0.034);
    expect(figureOf('30 000 to 47 000 a second')).toBe(30_000);
    expect(figureOf('all of them')).toBeUndefined();
  });
});
