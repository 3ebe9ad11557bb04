import { expect, test } from 'vitest';
import { keepAwake, type Mains } from '../../../src/ui/state/keep-awake';
import { Preferences } from '../../../src/ui/state/preferences';

class TestMains extends EventTarget implements Mains {
  charging = true;
  plug(charging: boolean): void {
    this.charging = charging;
    this.dispatchEvent(new Event('chargingchange'));
  }
}

async function setup(mains: Mains | undefined) {
  const preferences = new Preferences(undefined, () => ['en']);
  const asked: string[] = [];
  const lock = { hold: () => asked.push('hold'), release: () => asked.push('release') };
  await keepAwake(preferences, lock, () => Promise.resolve(mains));
  return { preferences, asked };
}

test('nothing is held by default; always holds whatever the battery does', async () => {
  const mains = new TestMains();
  const { preferences, asked } = await setup(mains);
  expect(asked).toEqual([]);
  preferences.awake = 'always';
  mains.plug(false);
  expect(asked).toEqual(['hold']);
  preferences.awake = 'wall';
  expect(asked).toEqual(['hold', 'release']);
});

test('on mains only: the plug decides', async () => {
  const mains = new TestMains();
  const { preferences, asked } = await setup(mains);
  preferences.awake = 'mains';
  mains.plug(false);
  mains.plug(true);
  expect(asked).toEqual(['hold', 'release', 'hold']);
});

test('a browser that tells nothing of its battery is not on mains', async () => {
  const { preferences, asked } = await setup(undefined);
  preferences.awake = 'mains';
  expect(asked).toEqual([]);
});
