import type { CDPSession, Page } from '@playwright/test';
import { within } from '../../support/within';

/** What the JavaScript of the page and of its bridge use after a collection [bytes]. */
export interface Heap {
  readonly page: number;
  readonly worker: number;
}

interface Usage {
  readonly usedSize: number;
}

const LIMIT_MS = 20_000;

/** Asks both for their heaps. The worker is reached through the page's own session: no automation offers it directly. */
export async function heapOf(page: Page): Promise<Heap> {
  const session = await page.context().newCDPSession(page);
  try {
    const worker = await attachToWorker(session);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    await worker('HeapProfiler.collectGarbage');
    const used = (await worker('Runtime.getHeapUsage')) as Usage;
    return { page: usedSize, worker: used.usedSize };
  } finally {
    await session.detach();
  }
}

async function attachToWorker(session: CDPSession): Promise<(method: string) => Promise<unknown>> {
  const attached = new Promise<string>((resolve) => {
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.url.includes('bridge.worker')) resolve(sessionId);
    });
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const sessionId = await within(LIMIT_MS, 'the bridge worker being found', attached);
  const answers = new Map<number, (result: unknown) => void>();
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { readonly id?: number; readonly result?: unknown };
    if (id !== undefined) answers.get(id)?.(result);
  });
  let asked = 0;
  return async (method) => {
    const id = ++asked;
    const answer = new Promise<unknown>((resolve) => answers.set(id, resolve));
    await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    return within(LIMIT_MS, method, answer);
  };
}
