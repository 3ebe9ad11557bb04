import { defineConfig, devices } from '@playwright/test';
import { APP_ORIGIN, APP_PORT } from './rig/addresses.mjs';
import { QUIET } from './support/chromium-flags';
import { chromiumPath } from './support/chromium-path';
import { liveBefore, SIMULATED_BMS } from './support/live-before';

const executablePath = chromiumPath();
export default defineConfig({
  outputDir: '../test-results',
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  // What a test may take on a machine that is busy with something else; what the app promises is measured within it.
  timeout: 180_000,
  expect: { timeout: 45_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    // Playwright's headless shell knows neither policies nor serial ports; its full build does.
    ...(executablePath ? {} : { channel: 'chromium' }),
    baseURL: APP_ORIGIN,
    screenshot: 'only-on-failure',
    actionTimeout: 45_000,
    navigationTimeout: 60_000,
    launchOptions: { args: [...QUIET], timeout: 60_000, ...(executablePath ? { executablePath } : {}) },
  },
  webServer: {
    command: `npx vite build --logLevel warn && npx vite preview --port ${APP_PORT} --strictPort --host localhost`,
    cwd: '..',
    url: APP_ORIGIN,
    reuseExistingServer: false,
    timeout: 120_000,
  },
  projects: [
    { name: 'e2e', testDir: 'e2e', testMatch: '**/*.test.ts' },
    { name: 'screenshots', testDir: 'e2e', testMatch: '**/*.shots.ts' },
    // One pair of ports for the whole machine, and timing that matters: one test at a time.
    {
      name: 'real-serial',
      testDir: 'rig',
      testMatch: '**/*.test.ts',
      workers: 1,
      timeout: 300_000,
      use: { storageState: liveBefore(SIMULATED_BMS) },
    },
    {
      name: 'bench',
      testDir: 'rig',
      testMatch: '**/*.bench.ts',
      workers: 1,
      timeout: 300_000,
      use: { storageState: liveBefore(SIMULATED_BMS) },
    },
    // Sets its own time-out, by the minutes that were asked for.
    { name: 'soak', testDir: 'rig', testMatch: '**/*.soak.ts', workers: 1 },
  ],
});
