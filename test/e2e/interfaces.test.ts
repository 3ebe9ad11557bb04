import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { BridgePage } from '../support/bridge-page';
import { FolderServer } from '../support/folder-server';
import { violations } from '../support/schemas';

const DIST = `${import.meta.dirname}/../../dist`;

interface Answered {
  readonly status: number;
  readonly mode: string | null;
  readonly body: Record<string, unknown>;
}

/** What a script of a page below the app's address is answered. */
function ask(page: Page, path: string, init: RequestInit = {}): Promise<Answered> {
  return page.evaluate(
    async ([path, init]) => {
      const response = await fetch(path, init);
      return {
        status: response.status,
        mode: response.headers.get('X-Bridge-Mode'),
        body: (await response.json()) as Record<string, unknown>,
      };
    },
    [path, init] as const,
  );
}

/** The app, live on the simulation and looked after by its service worker. */
async function openLive(page: Page, server: FolderServer): Promise<void> {
  await page.goto(server.address);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await new BridgePage(page).expectLive();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

const token = (page: Page): Promise<string> => page.evaluate(() => localStorage.getItem('tb-interface-token') ?? '');

for (const under of ['/', '/some/where/']) {
  test(`a script reads the live bridge and changes a setting with the token, under ${under}`, async ({ page }) => {
    const server = await FolderServer.start(DIST, under);
    await openLive(page, server);

    const status = await ask(page, 'api/status');
    expect({ ...status, body: violations('status', status.body) }).toEqual({ status: 200, mode: 'simulation', body: [] });
    expect(status.body).toMatchObject({ mode: 'simulation', phase: 'live' });
    expect((status.body['live_data'] as Record<string, unknown>)['voltage']).toBeGreaterThan(40);

    const put = (value: string) => ({ method: 'PUT', body: JSON.stringify({ timeout_ms: 20_000 }), headers: { 'X-Bridge-Token': value } });
    const refusals = [
      await ask(page, 'api/watchdog', { method: 'PUT', body: '{"timeout_ms":20000}' }),
      await ask(page, 'api/watchdog', put('wrong')),
      await ask(page, 'api/ota'),
      await ask(page, 'api/nonsense'),
      await ask(page, 'api/status', { method: 'DELETE' }),
      await ask(page, 'api/status?mode=serial'),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([401, 401, 501, 404, 405, 503]);
    for (const { body } of refusals) expect(violations('refusal', body)).toEqual([]);

    expect(await ask(page, 'api/watchdog', put(await token(page)))).toMatchObject({ status: 200, body: { success: true } });
    await expect.poll(async () => (await ask(page, 'api/watchdog')).body['timeout_ms']).toBe(20_000);
    await server.stop();
  });
}

test('with no window of the app left there is no bridge, and nothing is made up', async ({ page, context }) => {
  const server = await FolderServer.start(DIST);
  await openLive(page, server);
  const reader = await context.newPage();
  // A page below the address of the app that is not the app.
  await reader.goto(`${server.address}interfaces/status.schema.json`);
  expect(await ask(reader, `${server.address}api/status`)).toMatchObject({ status: 200, mode: 'simulation' });
  await page.close();
  // The browser may count the window among its own for a moment longer.
  const alone = () => ask(reader, `${server.address}api/status`);
  await expect.poll(alone).toMatchObject({ status: 503, mode: null, body: { reason: 'no-window' } });
  expect(violations('refusal', (await alone()).body)).toEqual([]);
  await server.stop();
});

test('a worker that was ended gives no answer until the next one runs', async ({ page }) => {
  const server = await FolderServer.start(DIST);
  await openLive(page, server);
  const restarted = await ask(page, 'api/system/restart', { method: 'POST' });
  expect(restarted.status).toBe(401);
  // Asked in the page itself, again and again without waiting: a new worker may be there sooner than the test could ask twice.
  const answers = await page.evaluate(
    async (token) => {
      const { ok } = await fetch('api/system/restart', { method: 'POST', headers: { 'X-Bridge-Token': token } });
      const answers: number[] = [];
      const isOver = (): boolean => answers.includes(503) && answers.at(-1) === 200;
      for (const until = performance.now() + 30_000; ok && !isOver() && performance.now() < until;) {
        void fetch('api/status').then(({ status }) => answers.push(status));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return answers;
    },
    await token(page),
  );
  expect(new Set(answers)).toEqual(new Set([200, 503]));
  expect(answers.at(-1)).toBe(200);
  await server.stop();
});

test('an old page hears the telemetry, the wires on request, and nothing of a simulation that it has not asked for', async ({ page }) => {
  const server = await FolderServer.start(DIST);
  await openLive(page, server);
  /** The first message of a socket of the shim, or `undefined` when none has come in time. */
  const first = (address: string, withinMs = 20_000): Promise<Record<string, unknown> | undefined> =>
    page.evaluate(
      async ([address, withinMs]) => {
        const shim = new URL('interfaces/bridge-socket.js', document.baseURI).href;
        const { BridgeSocket } = (await import(shim)) as { BridgeSocket: new (address: string) => WebSocket };
        const socket = new BridgeSocket(address);
        const heard = await new Promise<string | undefined>((resolve) => {
          socket.onmessage = ({ data }) => resolve(data as string);
          setTimeout(resolve, withinMs, undefined);
        });
        socket.close();
        return heard === undefined ? undefined : (JSON.parse(heard) as Record<string, unknown>);
      },
      [address, withinMs] as const,
    );

  const telemetry = await first('/ws?mode=simulation');
  expect(violations('telemetry', telemetry)).toEqual([]);
  expect(telemetry).toMatchObject({ mode: 'simulation' });
  expect(telemetry?.['voltage']).toBe((telemetry?.['live_data'] as Record<string, unknown>)['voltage']);
  expect(violations('stream-can', await first('/ws/can?mode=simulation'))).toEqual([]);
  expect(violations('stream-uart', await first('/ws/uart?mode=simulation'))).toEqual([]);
  expect(await first('/ws', 4_000)).toBeUndefined();

  const refused = await page.evaluate(async () => {
    const shim = new URL('interfaces/bridge-socket.js', document.baseURI).href;
    const { installBridgeSocket } = (await import(shim)) as { installBridgeSocket: () => void };
    installBridgeSocket();
    const socket = new WebSocket(`ws://${location.host}/ws`);
    const opened = await new Promise<Event>((resolve) => (socket.onopen = resolve));
    const answer = new Promise<MessageEvent<string>>((resolve) => socket.addEventListener('message', resolve));
    socket.send('{"action":"send_can","id":849,"data":"00"}');
    return [opened.type, JSON.parse((await answer).data) as { success: boolean }] as const;
  });
  expect(refused).toEqual(['open', expect.objectContaining({ success: false })]);
  await server.stop();
});

test('the page of the interfaces is found from About, tries a route and a channel, and axe finds nothing', async ({ page }) => {
  const server = await FolderServer.start(DIST);
  await openLive(page, server);
  await new BridgePage(page).goTo('About');
  await page.getByRole('link', { name: 'All routes, and a place to try them' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Interfaces' })).toBeVisible();
  await page.getByRole('button', { name: 'Try GET /api/status' }).click();
  await expect(page.getByText(/^200 after .* simulated battery$/)).toBeVisible();
  await page.getByRole('button', { name: 'Try PUT /api/watchdog' }).click();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Answer' })).toContainText('"success": true');
  await page.getByRole('button', { name: 'Listen' }).click();
  await expect(page.getByRole('region', { name: 'Newest message' })).toContainText('"soc_percent"');
  for (const theme of ['light', 'dark']) {
    await page.evaluate((theme) => document.documentElement.setAttribute('data-theme', theme), theme);
    const { violations: found } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
    expect(found.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  }
  await server.stop();
});
