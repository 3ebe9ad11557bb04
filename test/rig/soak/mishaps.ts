import type { DeviceName, Distortion } from '../../support/device-host';
import { block } from './busy-page';
import type { Scene } from './scene';

/** Something that happens to a bridge in operation. It ends with everything as it was before. */
export type Mishap = (scene: Scene) => Promise<void>;

/** One byte in so many is damaged while there is noise. */
const NOISE_EVERY = 1000;
const LINKS = { bms: 'BMS', can: 'CAN adapter' } as const;

async function pullOne(scene: Scene, name: DeviceName, awayMs: number): Promise<void> {
  const { bench, watch } = scene;
  const pulledAt = scene.now();
  if (name === 'can') watch.expect('unsure', pulledAt);
  const shown = scene.lossShown(LINKS[name], pulledAt);
  await bench.pull(name);
  if (name === 'bms') await scene.withoutBms(awayMs);
  else await scene.wait(awayMs);
  await shown;
  // Until it answers again there is nothing to be sure of: a bridge that has been silent begins anew.
  if (name === 'bms') watch.expect('unsure', scene.now());
  await bench.plug(name);
  await scene.liveAgain('live again', scene.now());
}

async function pullBoth(scene: Scene, swapped: boolean): Promise<void> {
  const { bench, watch, random } = scene;
  const pulledAt = scene.now();
  watch.expect('unsure', pulledAt);
  const shown = Promise.all([scene.lossShown('BMS', pulledAt), scene.lossShown('CAN adapter', pulledAt)]);
  await Promise.all([bench.pull('bms'), bench.pull('can')]);
  await scene.wait(random.between(200, 12_000));
  await shown;
  if (swapped) bench.swap();
  await bench.plug('bms');
  await bench.plug('can');
  await scene.liveAgain('live again', scene.now());
}

/** Damages bytes in both directions, except on the way to the adapter: slcan lines carry no checksum that could protect them there. */
function noise({ random }: Scene): Distortion {
  return (bytes, device, direction) => {
    if (device === 'can' && direction === 'in') return bytes;
    return bytes.map((byte) => (random.chance(1 / NOISE_EVERY) ? byte ^ random.integer(1, 255) : byte));
  };
}

/** Something over the page while `during` happens. */
async function unseen(scene: Scene, during: () => Promise<void>, cover: () => Promise<() => Promise<void>>): Promise<void> {
  scene.isSeen = false;
  const uncover = await cover();
  await during();
  await uncover();
  scene.isSeen = true;
}

async function readAway(scene: Scene, fault: 'bms-silent' | 'bms-sleep', ms: number): Promise<void> {
  const { world } = scene.bench.host;
  world.inject(fault, true);
  if (fault === 'bms-silent') {
    await scene.withoutBms(ms);
    scene.watch.expect('unsure', scene.now());
  } else await scene.wait(ms);
  world.inject(fault, false);
  if (fault === 'bms-silent') await scene.liveAgain('after silence of the BMS', scene.now());
}

/** By name, with how often each comes in so many. */
export const MISHAPS: Readonly<Record<string, { readonly weight: number; readonly run: Mishap }>> = {
  'the cable of the BMS': { weight: 4, run: (scene) => pullOne(scene, 'bms', scene.random.between(200, 15_000)) },
  'the cable of the BMS, for longer than limits are held': {
    weight: 1,
    run: (scene) => pullOne(scene, 'bms', scene.random.between(31_000, 38_000)),
  },
  'the cable of the adapter': { weight: 4, run: (scene) => pullOne(scene, 'can', scene.random.between(200, 15_000)) },
  'both cables': { weight: 2, run: (scene) => pullBoth(scene, false) },
  'both cables, put back crosswise': { weight: 1, run: (scene) => pullBoth(scene, true) },
  'noise on both lines': {
    weight: 2,
    run: async (scene) => {
      scene.bench.host.distortion = noise(scene);
      await scene.wait(scene.random.between(5_000, 20_000));
      scene.bench.host.distortion = undefined;
    },
  },
  'a BMS that sleeps': { weight: 2, run: (scene) => readAway(scene, 'bms-sleep', scene.random.between(1_000, 10_000)) },
  'a BMS that is silent': { weight: 2, run: (scene) => readAway(scene, 'bms-silent', scene.random.between(1_000, 20_000)) },
  'a reset of the adapter': {
    weight: 3,
    run: async (scene) => {
      const { world } = scene.bench.host;
      scene.watch.expect('unsure', scene.now());
      world.inject('adapter-reboots', true);
      world.inject('adapter-reboots', false);
      await scene.liveAgain('after an adapter reset', scene.now());
    },
  },
  'a hidden tab': {
    weight: 2,
    run: (scene) =>
      unseen(
        scene,
        () => scene.wait(scene.random.between(5_000, 15_000)),
        () => scene.tabs.hide(),
      ),
  },
  'a cable while the tab is hidden': {
    weight: 1,
    run: (scene) =>
      unseen(
        scene,
        () => pullOne(scene, scene.random.chance(0.5) ? 'bms' : 'can', scene.random.between(200, 8_000)),
        () => scene.tabs.hide(),
      ),
  },
  'a page that is 90 % busy': {
    weight: 2,
    run: (scene) =>
      unseen(
        scene,
        () => scene.wait(scene.random.between(5_000, 15_000)),
        () => block(scene.page),
      ),
  },
  'a cable while the page is 90 % busy': {
    weight: 1,
    run: (scene) =>
      unseen(
        scene,
        () => pullOne(scene, scene.random.chance(0.5) ? 'bms' : 'can', scene.random.between(200, 8_000)),
        () => block(scene.page),
      ),
  },
  'a reload of the page': {
    weight: 2,
    run: async (scene) => {
      scene.watch.expect('unsure', scene.now());
      const from = scene.now();
      await scene.page.reload();
      // Until the old page is gone, its bridge goes on.
      await scene.liveAgain('after a reload', scene.now(), from);
    },
  },
  'the bridge stopped and started': {
    weight: 2,
    run: async (scene) => {
      const { page, bridge, bench, watch } = scene;
      await bridge.goTo('Connection');
      await page.getByRole('button', { name: 'Disconnect' }).click();
      watch.expect('unsure', scene.now());
      const from = scene.now();
      await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
      scene.note('closing', (await scene.until('ports free', () => !bench.isHeldOpen)) - from);
      await bridge.link('Bridge').filter({ hasText: 'stopped' }).waitFor();
      await page.getByRole('button', { name: 'Connect', exact: true }).click();
      await scene.liveAgain('after a reload', scene.now());
      await bridge.goTo('Overview');
    },
  },
};
