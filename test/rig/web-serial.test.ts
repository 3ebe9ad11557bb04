import type { Page, Worker } from '@playwright/test';
import { APP_ORIGIN } from './addresses.mjs';
import type { Device } from '../support/terminal';
import { expect, test } from './fixtures';

/** Answers every chunk with a name and the same bytes, so that both directions and the port show. */
function echo(name: string): Device {
  let send: (bytes: Uint8Array) => void = () => undefined;
  return {
    plugged: (to) => (send = to),
    received: (chunk) => send(new TextEncoder().encode(`${name}:${new TextDecoder().decode(chunk)}`)),
    unplugged: () => (send = () => undefined),
  };
}

/** A page of the granted origin with nothing on it but a dedicated worker. */
async function emptyWorker(page: Page): Promise<Worker> {
  await page.route(`${APP_ORIGIN}/probe.html`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><script>new Worker("/probe.js")</script>' }),
  );
  await page.route(`${APP_ORIGIN}/probe.js`, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
  const worker = page.waitForEvent('worker');
  await page.goto('/probe.html');
  // The order of getPorts() may change from call to call, so one list is kept.
  await (await worker).evaluate(async () => Object.assign(globalThis, { ports: await navigator.serial.getPorts() }));
  return worker;
}

declare global {
  /** The list kept in the worker of this file's tests. */
  var ports: SerialPort[];
}

/** Opens port `index` in the worker, writes `text` and returns what comes back, up to the length of an echo with a three-letter name. */
function ask(worker: Worker, index: number, text: string): Promise<string> {
  return worker.evaluate(
    async ([index, text]) => {
      const port = globalThis.ports[index];
      if (!port) throw new Error(`no port ${index}`);
      if (!port.readable) await port.open({ baudRate: 115_200, bufferSize: 65_536 });
      const writer = port.writable?.getWriter();
      const reader = port.readable?.getReader();
      if (!writer || !reader) throw new Error('port has no streams');
      await writer.write(new TextEncoder().encode(text));
      let answer = '';
      while (answer.length < text.length + 4) {
        const { value, done } = await reader.read();
        if (done) break;
        answer += new TextDecoder().decode(value);
      }
      writer.releaseLock();
      reader.releaseLock();
      return answer;
    },
    [index, text] as const,
  );
}

test('genuine Web Serial in a worker reads and writes both ports', async ({ page, rig }) => {
  await rig.cables[0].plug(echo('one'));
  await rig.cables[1].plug(echo('two'));
  const worker = await emptyWorker(page);
  expect(await worker.evaluate(() => globalThis.ports.map((port) => port.getInfo()))).toEqual([{}, {}]);
  const answers = [await ask(worker, 0, 'hello'), await ask(worker, 1, 'hello')];
  expect(answers.sort()).toEqual(['one:hello', 'two:hello']);
});

test('a pulled cable is seen by the pending read, and the same port opens again on a fresh terminal', async ({ page, rig }) => {
  await rig.cables[0].plug(echo('one'));
  await rig.cables[1].plug(echo('two'));
  const worker = await emptyWorker(page);
  const answers = [await ask(worker, 0, 'hello'), await ask(worker, 1, 'hello')];
  const first = answers.indexOf('one:hello');
  const loss = worker.evaluate(async (index) => {
    const port = globalThis.ports[index];
    const reader = port?.readable?.getReader();
    if (!port || !reader) throw new Error('port is not open');
    const error: unknown = await reader.read().then(
      () => 'read on',
      (error: unknown) => error,
    );
    await port.close();
    const reopened = await port.open({ baudRate: 115_200 }).then(
      () => 'opened',
      (error: unknown) => (error instanceof Error ? error.name : 'unknown'),
    );
    return { name: error instanceof Error ? error.name : String(error), reopened };
  }, first);
  await rig.cables[0].pull();
  expect(await loss).toEqual({ name: 'NetworkError', reopened: 'NetworkError' });

  await rig.cables[0].plug(echo('new'));
  expect(await ask(worker, first, 'again')).toBe('new:again');
});
