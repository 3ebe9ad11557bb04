import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { chromiumPath } from '../support/chromium-path';

const ROOT = process.cwd();

/** Calls a step of the page and awaits what it returns. */
export type Run<Steps> = <K extends keyof Steps & string>(step: K, ...args: Arguments<Steps[K]>) => Promise<Result<Steps[K]>>;
type Arguments<F> = F extends (...args: infer A) => unknown ? A : never;
type Result<F> = F extends (...args: never[]) => infer R ? Awaited<R> : never;

/**
 * Builds `test/bench/NAME/index.html`, opens it in a Chromium with an empty profile, and lets `work` call the steps that it has as `bench`.
 * @param peers - files of the packages beside which the page is measured, by the name under which it imports them
 */
export async function onBenchPage<Steps, T>(
  name: string,
  work: (run: Run<Steps>, browser: string) => Promise<T>,
  peers: Readonly<Record<string, string>> = {},
): Promise<T> {
  const outDir = resolve(ROOT, 'node_modules/.cache/bench-page', name);
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    worker: { format: 'es' },
    // Fixtures bring a database in memory along.
    resolve: { alias: { 'fake-indexeddb/auto': resolve(ROOT, 'test/support/real-indexeddb.ts'), ...peers } },
    define: { __COMMIT__: '"bench"', __VERSION__: '"0"', 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      chunkSizeWarningLimit: 4_000,
      rollupOptions: { input: resolve(ROOT, `test/bench/${name}/index.html`) },
    },
  });
  const server = await preview({ configFile: false, root: ROOT, logLevel: 'warn', build: { outDir }, preview: { port: 4_741 } });
  const profile = mkdtempSync(join(tmpdir(), `bench-${name}-`));
  const executablePath = chromiumPath();
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath === undefined ? { channel: 'chromium' } : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    viewport: { width: 1280, height: 900 },
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    page.on('pageerror', (error) => console.error(error));
    await page.goto(`${server.resolvedUrls?.local[0] ?? ''}test/bench/${name}/index.html`);
    await page.waitForFunction(() => 'bench' in globalThis);
    const run: Run<Steps> = (step, ...args) =>
      page.evaluate(
        ([step, args]) => {
          const { bench } = globalThis as unknown as { bench: Record<string, (...args: unknown[]) => unknown> };
          return bench[step]?.(...args);
        },
        [step, args] as [string, unknown[]],
      ) as ReturnType<Run<Steps>>;
    return await work(run, `Chromium ${context.browser()?.version() ?? (await page.evaluate(() => navigator.userAgent))}`);
  } finally {
    await context.close();
    await new Promise((done) => server.httpServer.close(done));
    rmSync(profile, { recursive: true, force: true });
  }
}
