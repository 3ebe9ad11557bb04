import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { BridgePage } from '../support/bridge-page';

/** Ways in which foreign text becomes code, or gets out. Each would set `ran` or answer. */
function attempts(address: string) {
  return {
    'a script element': () => {
      const script = document.createElement('script');
      script.append('window.ran = true');
      document.body.append(script);
    },
    'a script from another address': () => {
      const script = document.createElement('script');
      script.src = address;
      document.body.append(script);
    },
    'a handler in an attribute': () => {
      const button = document.createElement('button');
      button.setAttribute('onclick', 'window.ran = true');
      document.body.append(button);
      button.click();
    },
    'text that is evaluated': () => void (0, eval)('window.ran = true'),
    'text as markup': () => {
      document.body.innerHTML = '<img src="x" onerror="window.ran = true">';
    },
    'a picture from another address': () => void (new Image().src = address),
    'a request to another address': () => void fetch(address).catch(() => undefined),
    'a frame of another address': () => {
      const frame = document.createElement('iframe');
      frame.src = address;
      document.body.append(frame);
    },
  };
}

/** Least and most that each gets to act [ms]. Where nothing forbids it, it has to act within the most. */
const TIME_TO_ACT = { least: 1_000, most: 15_000 };

test('what the policy of the page is for gets through elsewhere, and not here', async ({ page }) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path !== '/' && path !== '/favicon.ico') asked.push(path);
    response.setHeader('Content-Type', path === '/' ? 'text/html' : 'text/javascript');
    response.end(path === '/' ? '<!doctype html><title>No policy</title><body></body>' : 'window.ran = true');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await page.addInitScript(`window.attempts = (${attempts.toString()})(${JSON.stringify(`${address}foreign`)})`);

  /** From a timer: what the test itself evaluates is exempt from the policy. */
  const begin = async (name: string): Promise<void> => {
    asked.length = 0;
    await page.evaluate((chosen) => {
      const { attempts } = window as unknown as { attempts: Record<string, () => void> };
      setTimeout(() => attempts[chosen]?.());
    }, name);
  };
  const hasHappened = async (): Promise<boolean> => (await page.evaluate(() => 'ran' in window)) || asked.length > 0;

  let longest = TIME_TO_ACT.least;
  for (const name of Object.keys(attempts(address))) {
    await page.goto(address);
    const from = performance.now();
    await begin(name);
    await expect.poll(hasHappened, { timeout: TIME_TO_ACT.most, message: `${name}, without a policy` }).toBe(true);
    longest = Math.max(longest, performance.now() - from);
  }
  const bridge = new BridgePage(page);
  for (const name of Object.keys(attempts(address))) {
    await bridge.open('#/about');
    await page.reload();
    await begin(name);
    // As long as the slowest of them has just taken elsewhere.
    await page.waitForTimeout(longest);
    expect(await hasHappened(), `${name}, in the app`).toBe(false);
  }
  server.close();
});
