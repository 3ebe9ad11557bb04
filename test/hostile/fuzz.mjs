/**
 * Lets hostile input in by every entrance for so many minutes, ten when nothing is said.
 *
 *   node test/hostile/fuzz.mjs [MINUTES]
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [minutes = '10'] = process.argv.slice(2);
if (!(Number(minutes) > 0)) throw new RangeError(`"${minutes}" is no number of minutes`);
const root = fileURLToPath(new URL('../../', import.meta.url));
const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'property', 'test/property/hostile.test.ts'];
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, FUZZ_MINUTES: minutes } });
process.exitCode = status ?? 1;
