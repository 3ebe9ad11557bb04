import { expect, test } from 'vitest';
import { SHOW_ALARMS, showAlarms } from '../../../src/interfaces/message-press';

function window(name: string, told: unknown[], state: { readonly focused?: boolean; readonly visible?: boolean } = {}) {
  return {
    focused: state.focused ?? false,
    visibilityState: state.visible === true ? 'visible' : 'hidden',
    postMessage: (message: unknown) => told.push([name, message]),
    focus: () => (told.push([name, 'focus']), Promise.resolve()),
  };
}
const opens = (told: unknown[]) => () => Promise.resolve(told.push('open'));

test('the window that is looked at comes to the front and is told, and none is loaded anew', async () => {
  const told: unknown[] = [];
  await showAlarms([window('a', told), window('b', told, { visible: true }), window('c', told)], opens(told));
  expect(told).toEqual([
    ['b', { type: SHOW_ALARMS }],
    ['b', 'focus'],
  ]);
});

test('where none is open, one is opened', async () => {
  const told: unknown[] = [];
  await showAlarms([], opens(told));
  expect(told).toEqual(['open']);
});
