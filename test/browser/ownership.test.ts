import { expect, test } from 'vitest';
import { lockOwnership } from '../../src/bridge/ownership';

let names = 0;
const windows = () => {
  const name = `test-ports-${names++}`;
  return [lockOwnership(navigator.locks, name), lockOwnership(navigator.locks, name)] as const;
};

test('what is stored is changed by one window at a time, also while another has the ports', async () => {
  const [first, second] = windows();
  await new Promise<void>((granted) => first.claim(granted));
  let value = 0;
  const addOne = async (): Promise<void> => {
    const before = value;
    await new Promise((resolve) => setTimeout(resolve, 10));
    value = before + 1;
  };
  await Promise.all([first.alone(addOne), second.alone(addOne), first.alone(addOne)]);
  expect(value).toBe(3);
});

test('a window that hangs in the middle keeps the others from it for a moment only', async () => {
  const [hanging, other] = windows();
  void hanging.alone(() => new Promise(() => undefined));
  expect(await other.alone(() => Promise.resolve('stored'))).toBe('stored');
});

test('what goes wrong is told, and done once', async () => {
  const [first] = windows();
  let times = 0;
  const fails = (): Promise<never> => Promise.reject(new Error(`try ${++times}`));
  await expect(first.alone(fails)).rejects.toThrow('try 1');
  expect(times).toBe(1);
});
