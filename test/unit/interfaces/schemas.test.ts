import { expect, test } from 'vitest';
import { ROUTES } from '../../../src/interfaces/answer';
import { ABSENT_ROUTES } from '../../../src/interfaces/routes/absent-routes';
import { SCHEMA_NAMES, violations } from '../../support/schemas';

const STREAMS = ['stream-alerts', 'stream-can', 'stream-events', 'stream-uart'];

test('every schema that a route names is there, and every one that is there is named', () => {
  const named = new Set(ROUTES.flatMap(({ schema }) => schema ?? []));
  expect([...SCHEMA_NAMES].sort()).toEqual([...named, 'common', 'refusal', 'telemetry', ...STREAMS].sort());
});

test('no method and path stands twice', () => {
  const all = [...ROUTES, ...ABSENT_ROUTES].map(({ method, path }) => `${method} ${path}`);
  expect(all.filter((route, index) => all.indexOf(route) !== index)).toEqual([]);
});

test('a schema lets nothing through that it does not name', () => {
  expect(violations('refusal', { success: false, error: 'no', reason: 'invalid' })).toEqual([]);
  expect(violations('refusal', { success: false, error: 'no', reason: 'invalid', secret: 1 })).not.toEqual([]);
  expect(violations('refusal', { success: false, error: 'no', reason: 'because' })).not.toEqual([]);
});
