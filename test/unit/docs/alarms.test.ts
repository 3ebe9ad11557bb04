import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EVENTS } from '../../../src/protocols/tinybms/events';
import { DEFAULT_ALARM_SETTINGS, isWatched, thresholdsOf } from '../../../src/control/alarms/settings';
import { ALARM_CODES, ALARMS, WATCHES, type AlarmCode } from '../../../src/control/alarms/table';
import { context } from '../../support/alarm-watch';

const DIGITS = { V: 3, A: 0, '°C': 0, '%': 0, '': 0 } as const;

/** A row of the table in docs/alarms.md, for the pack of the fixtures. */
function row(code: AlarmCode): readonly string[] {
  const { number, item, unit, law, events = [] } = ALARMS[code];
  const [warning, alarm] = isWatched(code) ? thresholds(code) : ['—', '—'];
  const own = events.map((key) => `0x${EVENTS[key].code.toString(16).toUpperCase().padStart(2, '0')}`);
  const by = [...(law ? ['limit cut'] : []), ...own].join(', ');
  return [String(number), `\`${code}\``, item ? `\`${item}\`` : '—', warning, alarm, by || '—'];

  function thresholds(of: Parameters<typeof thresholdsOf>[0]): readonly [string, string] {
    const found = thresholdsOf(of, DEFAULT_ALARM_SETTINGS, context());
    const sign = WATCHES[of].side === 'high' ? '≥' : '≤';
    const text = (at: number | undefined): string => (at === undefined ? 'yours' : `${sign} ${at.toFixed(DIGITS[unit])} ${unit}`);
    return [text(found.warning.at), text(found.alarm.at)];
  }
}

test('the table of docs/alarms.md is that of the code', () => {
  const lines = readFileSync('docs/alarms.md', 'utf8').split('\n');
  const cells = lines.filter((line) => /^\| +\d/.test(line)).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim())); // prettier-ignore
  expect(cells).toEqual(ALARM_CODES.map(row));
});
