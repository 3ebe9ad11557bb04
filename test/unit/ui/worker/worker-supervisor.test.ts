import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Beat, Restart } from '../../../../src/bridge/watchdog-contract';
import { type RemoteApi, WorkerEnded } from '../../../../src/ui/worker/remote-areas';
import type { WatchdogView } from '../../../../src/ui/worker/watchdog-view';
import { WorkerSupervisor } from '../../../../src/ui/worker/worker-supervisor';

/** A worker that does what the test says: answers while it is well, and remembers what it was asked. */
class FakeWorker {
  hangs = false;
  deaf = false;
  ended = false;
  beat: Beat = { loop: undefined };
  readonly asked: string[] = [];
  readonly told: Restart[] = [];
  readonly listeners: ((...values: readonly unknown[]) => void)[] = [];
  fail: (message: string) => void = () => undefined;

  readonly api: RemoteApi = {
    watchdog: {
      beat: () => this.answer('beat', () => this.beat),
      restarted: (restart) => this.answer('restarted', () => this.told.push(restart as Restart)),
    },
    bridge: {
      start: (mode) => this.answer(`start ${String(mode)}`, () => ({ ok: true })),
      stop: () => this.answer('stop', () => undefined),
      operate: (level) => this.answer(`operate ${String(level)}`, () => ({ ok: true })),
      subscribe: (listener) =>
        this.deaf
          ? Promise.reject(new Error('a part is missing'))
          : this.answer('subscribe', () => this.listeners.push(listener as () => void)),
      unsubscribe: (id) => this.answer(`unsubscribe ${String(id)}`, () => undefined),
    },
  };

  end(): void {
    this.ended = true;
  }

  onError(listener: (message: string) => void): void {
    this.fail = listener;
  }

  private answer(what: string, value: () => unknown): Promise<unknown> {
    if (what !== 'beat') this.asked.push(what);
    return this.hangs || this.ended ? new Promise(() => undefined) : Promise.resolve(value());
  }
}

let now: number;
let timeout: number;
let workers: FakeWorker[];
let view: WatchdogView | undefined;
let supervisor: WorkerSupervisor;
let hangAtStart: boolean;

const worker = (number = workers.length): FakeWorker => {
  const found = workers[number - 1];
  if (!found) throw new Error(`there is no worker ${number}`);
  return found;
};

/** Lets time pass in ticks of the page, with every answer in between. */
async function pass(ms: number): Promise<void> {
  const until = now + ms;
  while (now < until) {
    now += 500;
    supervisor.tick();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

beforeEach(() => {
  now = 1_000;
  timeout = 5_000;
  workers = [];
  view = undefined;
  hangAtStart = false;
  supervisor = new WorkerSupervisor({
    spawn: () => {
      const fresh = new FakeWorker();
      fresh.hangs = hangAtStart;
      workers.push(fresh);
      return fresh;
    },
    clock: () => now,
    wallTime: () => 1_700_000_000_000 + now,
    timeout: () => timeout,
    told: (told) => (view = told),
    begun: 'opened',
  });
});

describe('a worker that hangs', () => {
  test('is ended after the time-out, and the next one is told why', async () => {
    await pass(2_000);
    worker().hangs = true;
    await pass(5_000);
    expect(view?.state).toBe('late');
    expect(worker().ended).toBe(false);
    await pass(1_000);
    expect(workers).toHaveLength(2);
    expect(worker(1).ended).toBe(true);
    await pass(500);
    expect(worker(2).told).toEqual([{ reason: 'no-answer', at: 1_700_000_000_000 + 8_500, silentMs: 5_000, detail: '' }]);
    expect(view).toMatchObject({ state: 'answering', restarts: 1, failing: false, newest: worker(2).told });
  });

  test('at every start is tried with growing pauses, and the owner is told', async () => {
    await pass(1_000);
    hangAtStart = true;
    worker().hangs = true;
    await pass(120_000);
    expect(view?.failing).toBe(true);
    const tried = workers.length;
    // 15 s to start and a pause of a minute each by now.
    await pass(300_000);
    expect(workers.length - tried).toBeLessThanOrEqual(5);
    hangAtStart = false;
    await pass(80_000);
    expect(view?.state).toBe('answering');
    expect(view?.failing).toBe(true);
    await pass(300_000);
    expect(view?.failing).toBe(false);
  });

  test('whose loop alone has stopped is ended too', async () => {
    await pass(1_000);
    worker().beat = { loop: { steps: 7, late: 0, longestLateMs: 0, longestGapMs: 0, overdueMs: 2_000 } };
    await pass(6_500);
    expect(view).toMatchObject({ restarts: 1, newest: [{ reason: 'loop-stuck' }] });
  });

  test('is given five seconds when the owner waits for it to stop, and the next one stops at once', async () => {
    timeout = 30_000;
    await pass(1_000);
    worker().hangs = true;
    const stopping = supervisor.area('bridge').stop();
    await pass(6_500);
    expect(workers).toHaveLength(2);
    expect(worker(2).asked[0]).toBe('stop');
    await expect(stopping).resolves.toBeUndefined();
  });
});

describe('how far the bridge goes', () => {
  test('the way down holds for the next worker, the way up does not', async () => {
    timeout = 30_000;
    await pass(1_000);
    worker().hangs = true;
    const up = supervisor.area('bridge').operate('live');
    const down = supervisor.area('bridge').operate('observe');
    const failed = expect(up).rejects.toBeInstanceOf(WorkerEnded);
    await pass(6_500);
    await failed;
    expect(worker(2).asked[0]).toBe('operate observe');
    await expect(down).resolves.toEqual({ ok: true });
  });
});

describe('time that the page has lost', () => {
  test('ends no worker', async () => {
    timeout = 1_000;
    await pass(1_000);
    for (const lost of [60_000, 3_600_000, 5_000]) {
      now += lost;
      await pass(500);
    }
    expect(workers).toHaveLength(1);
    expect(view?.statistics.lostMs).toBeGreaterThan(3_600_000);
  });

  test('a page that is frozen gives its worker back, and takes a new one when it is awake', async () => {
    await pass(1_000);
    supervisor.suspend('frozen');
    expect(worker().ended).toBe(true);
    await pass(10_000);
    expect(workers).toHaveLength(1);
    expect(view?.state).toBe('suspended');
    supervisor.resume();
    expect(workers).toHaveLength(2);
    await pass(1_000);
    expect(worker(2).told).toMatchObject([{ reason: 'frozen' }]);
    supervisor.resume();
    expect(workers).toHaveLength(2);
  });
});

describe('requests', () => {
  test('that the ended worker has not answered fail, and say so', async () => {
    await pass(1_000);
    worker().hangs = true;
    const lost = supervisor.area('bridge').start('serial');
    const failure = expect(lost).rejects.toBeInstanceOf(WorkerEnded);
    await pass(6_000);
    await failure;
    expect(worker(2).asked).not.toContain('start serial');
  });

  test('between two workers wait for the next one, but not for long', async () => {
    await pass(1_000);
    supervisor.restart();
    const soon = supervisor.area('bridge').start('serial');
    await pass(1_000);
    await expect(soon).resolves.toEqual({ ok: true });

    supervisor.suspend('frozen');
    const never = supervisor.area('bridge').start('serial');
    const failure = expect(never).rejects.toBeInstanceOf(WorkerEnded);
    await pass(5_000);
    await failure;
  });

  test('a late answer of an ended worker counts for nothing', async () => {
    await pass(1_000);
    let release: (value: unknown) => void = () => undefined;
    Object.assign(worker().api['bridge'] ?? {}, { start: () => new Promise((resolve) => (release = resolve)) });
    const lost = supervisor.area('bridge').start('serial');
    const failure = expect(lost).rejects.toBeInstanceOf(WorkerEnded);
    supervisor.restart();
    release({ ok: true });
    await failure;
  });
});

describe('subscriptions', () => {
  test('that the worker cannot take are brought to it again', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await pass(1_000);
    worker().deaf = true;
    await supervisor.area('bridge').subscribe(() => undefined);
    await pass(4_000);
    worker().deaf = false;
    expect(worker().asked).not.toContain('subscribe');
    await pass(2_000);
    expect(worker().asked.filter((what) => what === 'subscribe')).toHaveLength(1);
    await pass(10_000);
    expect(worker().asked.filter((what) => what === 'subscribe')).toHaveLength(1);
  });

  test('go on with the next worker, and nothing of the ended one comes through', async () => {
    const heard: unknown[] = [];
    await supervisor.area('bridge').subscribe((value) => heard.push(value));
    await pass(1_000);
    worker(1).listeners[0]?.('first');
    supervisor.restart();
    await pass(1_000);
    worker(1).listeners[0]?.('late');
    worker(2).listeners[0]?.('second');
    expect(heard).toEqual(['first', 'second']);
  });

  test('end where they are, under the number they have there', async () => {
    const id = await supervisor.area('bridge').subscribe(() => undefined);
    supervisor.restart();
    await pass(1_000);
    await supervisor.area('bridge').unsubscribe(id);
    await pass(500);
    expect(worker(2).asked).toContain('unsubscribe 1');
    supervisor.restart();
    await pass(1_000);
    expect(worker(3).listeners).toEqual([]);
  });
});

test('a worker that fails before its first answer is ended at once, with what it said', async () => {
  worker().fail('SyntaxError: nonsense');
  await pass(1_000);
  expect(view).toMatchObject({ restarts: 1, newest: [{ reason: 'crashed', detail: 'SyntaxError: nonsense' }] });
  await pass(1_000);
  worker(2).fail('an error in a timer');
  await pass(1_000);
  expect(workers).toHaveLength(2);
});
