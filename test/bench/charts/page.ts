/** The page's part of the bench: one chart after the other, on the same page. */
import { LIVE } from '../../browser/fixtures/views';
import { testPage } from '../../browser/fixtures/page';
import { DAY, PEAKS, STEP_MS, valueOf } from './data';
import { OTHERS } from './others';
import { OURS, record } from './ours';
import { WIDTH, extremesOf, paint, type Drawn, type Subject } from './subject';

const SUBJECTS: readonly Subject[] = [OURS, ...OTHERS];

export interface Round {
  /** From data in memory, ours from the database, until it is painted [ms]. */
  readonly first: number;
  /** One new reading of every line: what this thread does until it is drawn [ms]. */
  readonly drawn: readonly number[];
  /** The same until it is painted, here by the processor [ms]. */
  readonly painted: readonly number[];
  /** The same from the reading on: ours is then thinned by the worker first [ms]. */
  readonly whole: readonly number[];
  /** Lines whose lowest or highest value the chart was not given. */
  readonly wrong: readonly string[];
  /** Peaks of one reading that can be seen, of all that are there. */
  readonly peaks: number;
}

const { root } = testPage(LIVE);
document.body.style.width = `${WIDTH}px`;

/** Something other is drawn at a place than left and right of it. */
function isVisible(drawn: Drawn, line: number, time: number, value: number): boolean {
  const { canvas, x, y } = drawn.place(line, time, value);
  const inward = value > 3.3 ? 4 : -4;
  const colours = (at: number): readonly string[] => {
    const { data } = canvas.getContext('2d')?.getImageData(Math.round(at) - 2, Math.round(y) + inward, 5, 1) ?? { data: [] };
    return Array.from({ length: 5 }, (_, place) => [...data.slice(4 * place, 4 * place + 4)].join(' '));
  };
  const [before, after] = [colours(x - 40), colours(x + 40)];
  return colours(x).some((colour) => !before.includes(colour) && !after.includes(colour));
}

/** What a chart was given, held against the readings of the same stretch. */
function wrongLines(drawn: Drawn): readonly string[] {
  const { from, to, extremes } = drawn.given();
  return extremes.flatMap(({ min, max }, line) => {
    const values = Array.from({ length: (to - from) / STEP_MS }, (_, place) => valueOf(line, from + place * STEP_MS));
    const expected = extremesOf(values);
    const isRight = Math.abs(min - expected.min) < 1e-6 && Math.abs(max - expected.max) < 1e-6;
    return isRight ? [] : [`line ${line}: ${min} to ${max}, not ${expected.min} to ${expected.max}`];
  });
}

const steps = {
  record,
  names: () => SUBJECTS.map(({ name }) => name),

  async round(name: string, days: number, updates: number): Promise<Round> {
    const subject = SUBJECTS.find((each) => each.name === name) as Subject;
    const open = subject.prepare(days, root);
    let begin = performance.now();
    const drawn = await open();
    paint(drawn.root);
    const first = performance.now() - begin;
    const times = { drawn: [] as number[], painted: [] as number[], whole: [] as number[] };
    for (let update = 0; update < updates; update++) {
      begin = performance.now();
      const waited = await drawn.append();
      times.drawn.push(performance.now() - begin - waited);
      paint(drawn.root);
      const whole = performance.now() - begin;
      times.whole.push(whole);
      times.painted.push(whole - waited);
      await new Promise((done) => requestAnimationFrame(done));
    }
    const wrong = wrongLines(drawn);
    const seen = PEAKS.filter(({ line, time, value }) => isVisible(drawn, line, time, value)).length;
    const elsewhere = PEAKS.filter(({ line, time, value }) => isVisible(drawn, line, time + DAY / 12, value)).length;
    drawn.close();
    return { first, ...times, wrong, peaks: elsewhere > 0 ? NaN : seen };
  },
};

export type Steps = typeof steps;

Object.assign(globalThis, { bench: steps });
