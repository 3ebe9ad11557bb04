import { expect, test } from 'vitest';
import { DEFAULT_CONFIGURATION } from '../../../src/configuration/configuration';
import { Storing } from '../../../src/storage/storing';

function setup() {
  const storing = new Storing();
  const taken: string[] = [];
  const put = (what: string): Promise<void> => Promise.resolve(void taken.push(what));
  const past = storing.past({ put, list: () => taken });
  const lines = storing.lines({ commit: put, clear: () => taken.splice(0) });
  const want = (enabled: boolean, stored: boolean): void =>
    storing.follow({ ...DEFAULT_CONFIGURATION, storage: { enabled }, log: { ...DEFAULT_CONFIGURATION.log, stored } });
  return { taken, past, lines, want };
}

test('everything is stored until the owner wants something else', async () => {
  const { taken, past, lines } = setup();
  await past.put('reading');
  await lines.commit('line');
  expect(taken).toEqual(['reading', 'line']);
});

test('the log has a switch of its own', async () => {
  const { taken, past, lines, want } = setup();
  want(true, false);
  await past.put('reading');
  await expect(lines.commit('line')).rejects.toThrow('storing is switched off');
  expect(taken).toEqual(['reading']);
});

test('without storage nothing is taken, and all can still be read and cleared; later it goes on', async () => {
  const { taken, past, lines, want } = setup();
  await past.put('reading');
  want(false, true);
  await expect(past.put('another')).rejects.toThrow('storing is switched off');
  await expect(lines.commit('line')).rejects.toThrow('storing is switched off');
  expect(past.list()).toEqual(['reading']);
  expect(lines.clear()).toEqual(['reading']);
  want(true, true);
  await past.put('third');
  expect(taken).toEqual(['third']);
});
