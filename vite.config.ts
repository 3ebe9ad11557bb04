import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumPath } from './test/support/chromium-path.ts';
import { compressed } from './vite.compressed.ts';
import { firstLoad, workerLoad } from './vite.first-load.ts';
import { notices } from './vite.notices.ts';
import { offline } from './vite.offline.ts';

/** Commit shown in the app; a source archive without history builds as "unknown". */
function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short=10', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}

/** Version of the app, as in package.json. */
function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { readonly version: string };
  return version;
}

const executablePath = chromiumPath();

export default defineConfig({
  base: './',
  define: { __COMMIT__: JSON.stringify(commit()), __VERSION__: JSON.stringify(version()) },
  plugins: [notices(), compressed(), offline()],
  worker: { format: 'es', rolldownOptions: { output: { codeSplitting: workerLoad() } } },
  // Every browser that has serial ports knows modulepreload.
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: firstLoad() } },
  },
  optimizeDeps: {
    include: ['lit', 'lit/decorators.js', 'lit/directives/class-map.js', 'comlink', 'uplot', 'idb', 'valibot', 'fflate', 'workbox-window'],
  },
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'], environment: 'node', testTimeout: 60_000 } },
      { extends: true, test: { name: 'property', include: ['test/property/**/*.test.ts'], environment: 'node', testTimeout: 180_000 } },
      {
        extends: true,
        test: { name: 'integration', include: ['test/integration/**/*.test.ts'], environment: 'node', testTimeout: 180_000 },
      },
      { extends: true, test: { name: 'interop', include: ['test/interop/**/*.test.ts'], environment: 'node', testTimeout: 60_000 } },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 60_000,
          // One second, as it would be, is a matter of luck on a busy machine.
          expect: { poll: { timeout: 15_000 } },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: executablePath ? { executablePath, args: ['--no-sandbox'] } : { args: ['--no-sandbox'] },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
