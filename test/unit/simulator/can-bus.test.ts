import { expect, test } from 'vitest';
import { standardFrame } from '../../../src/protocols/can-frame';
import { CanBus, frameTime, type BusNode } from '../../../src/simulator/can-bus';

interface Recorder extends BusNode {
  heard: number;
  disturbed: number;
}

function node(name: BusNode['name'], bitrate: number | undefined, acknowledges = true): Recorder {
  return {
    name,
    bitrate,
    acknowledges,
    heard: 0,
    disturbed: 0,
    hear() {
      this.heard++;
    },
    disturb() {
      this.disturbed++;
    },
  };
}

const FRAME = standardFrame(0x123, new Uint8Array(8));

function busOf(...nodes: readonly BusNode[]): CanBus {
  const bus = new CanBus();
  for (const each of nodes) bus.attach(each);
  return bus;
}

test('a frame needs one other node of the same speed that confirms it', () => {
  const [adapter, gx] = [node('adapter', 500_000), node('gx', 500_000)];
  const bus = busOf(adapter, gx);
  expect(bus.transmit(adapter, FRAME, 7)).toBe('acknowledged');
  expect([adapter.heard, gx.heard]).toEqual([0, 1]);
  expect(bus.log).toEqual([{ at: 7, sender: 'adapter', frame: FRAME }]);
});

test('a listener hears, but does not confirm', () => {
  const [gx, listener] = [node('gx', 500_000), node('adapter', 500_000, false)];
  const bus = busOf(gx, listener);
  expect(bus.transmit(gx, FRAME, 0)).toBe('unacknowledged');
  expect(listener.heard).toBe(1);
  expect(bus.log).toEqual([]);
});

test('nodes that are off do not exist', () => {
  const [adapter, gx] = [node('adapter', 500_000), node('gx', undefined)];
  expect(busOf(adapter, gx).transmit(adapter, FRAME, 0)).toBe('unacknowledged');
  expect(gx.heard + gx.disturbed).toBe(0);
});

test('a node of another speed destroys the frame, even beside one of the right speed', () => {
  const [adapter, gx, foreign] = [node('adapter', 500_000), node('gx', 250_000), node('foreign', 500_000)];
  expect(busOf(adapter, gx, foreign).transmit(adapter, FRAME, 0)).toBe('disturbed');
  expect([gx.disturbed, gx.heard, foreign.heard]).toEqual([1, 0, 0]);
});

test('the log is bounded, and keeps the newest', () => {
  const [adapter, gx] = [node('adapter', 500_000), node('gx', 500_000)];
  const bus = busOf(adapter, gx);
  for (let at = 0; at < 50_000; at++) bus.transmit(adapter, FRAME, at);
  expect(bus.log.length).toBeLessThanOrEqual(20_000);
  expect(bus.log.length).toBeGreaterThanOrEqual(10_000);
  expect(bus.log.at(-1)?.at).toBe(49_999);
});

test.each([
  // bits without stuffing, gap included
  [standardFrame(0x351, new Uint8Array(8)), 111],
  [standardFrame(0x351, new Uint8Array(4)), 79],
  [standardFrame(0x351, new Uint8Array(0)), 47],
  [{ ...standardFrame(0x351, new Uint8Array(8)), extended: true }, 131],
])('a frame lasts as long as its bits', (frame, bits) => {
  expect(frameTime(frame, 500_000)).toBeCloseTo(bits / 500, 9);
});
