/** `npm test`: installs what is missing, runs every check there is, and ends with one line that adds them up. Details land in reports/. */
import { installPackages, requireNode } from './setup.mjs';
import { PROGRAMS, playwright, playwrightSkipped, runAll, tool, vitest } from './suites.mjs';
import { prepareTools } from './tools.mjs';
import { rigObstacle } from '../test/rig/namespace.mjs';

requireNode();
installPackages();

const browser = await prepareTools();
if (browser) process.env.CHROMIUM_PATH = browser;
const obstacle = rigObstacle();

/** The rig takes about seven. What hangs is ended by a limit of its own; this one leaves a slower machine the time that it needs. */
const RIG_MINUTES = 40;

const suites = [
  { name: 'types', start: () => tool('types', [PROGRAMS.tsc, '-b']) },
  { name: 'eslint', start: () => tool('eslint', [PROGRAMS.eslint, '.']) },
  { name: 'lit-analyzer', start: () => tool('lit-analyzer', [PROGRAMS.litAnalyzer, '--strict', 'src/**/*.ts']) },
  { name: 'prettier', start: () => tool('prettier', [PROGRAMS.prettier, '--check', '.']) },
  { name: 'unit', start: () => vitest('unit') },
  { name: 'property', start: () => vitest('property') },
  { name: 'integration', start: () => vitest('integration') },
  { name: 'browser', start: () => vitest('browser') },
  { name: 'interop', start: () => vitest('interop') },
  { name: 'build', start: () => tool('build', [PROGRAMS.vite, 'build']) },
  { name: 'size', start: () => tool('size', ['test/bench/size.mjs']) },
  { name: 'e2e', start: () => playwright('e2e') },
  {
    name: 'real-serial',
    start: () =>
      obstacle
        ? playwrightSkipped('real-serial', obstacle)
        : playwright('real-serial', { prefix: [process.execPath, 'test/rig/namespace.mjs'], minutes: RIG_MINUTES }),
  },
];

const { passed, failed, skipped } = await runAll(suites);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
