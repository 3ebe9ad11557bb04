import { describe, expect, test } from 'vitest';
import { follow, takeCableTimes, type CommissioningRecord } from '../../../../src/ui/commissioning/record';
import { reportData, reportHtml, reportName } from '../../../../src/ui/commissioning/report';
import { createFormat } from '../../../../src/ui/format/format';
import { TEXTS } from '../../../support/texts';
import { LIVE, SIMULATED } from '../../../browser/fixtures/views';

const WRITING = { now: Date.UTC(2026, 4, 12, 11, 0), browser: 'Browser <1> & "more"', app: { version: '0.1.0', commit: 'abc' } };
const TIMES = { told: 200, held: 10_050, ended: 29_500, resumed: 250, without: 44_950 };

function recordOf(view = LIVE): CommissioningRecord {
  const record = follow(undefined, view);
  if (!record) throw new Error('no record');
  return takeCableTimes(record, TIMES, true, view.wallTime);
}

test.each(['en', 'fr'] as const)('the page for people says what the data for programs say (%s)', (language) => {
  const texts = TEXTS[language];
  const page = reportHtml(recordOf(), WRITING, texts, createFormat(language));
  const [, json = ''] = /<script type="application\/json" id="data">(.*)<\/script>/.exec(page) ?? [];
  expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(reportData(recordOf(), WRITING))));
  expect(page).toContain(`<html lang="${language}">`);
  for (const words of ['0042001F3438510232363938', 'V1013', '0.1.0 (abc)']) expect(page).toContain(words);
  for (const words of [texts.operation.checks.cells.name, texts.commissioning.cable.times.ended, texts.commissioning.notProven])
    expect(page).toContain(words);
  expect(page).not.toMatch(/undefined|NaN|\[object/);
});

describe('data', () => {
  test('devices, versions and every step with its evidence', () => {
    const data = reportData(recordOf(), WRITING);
    expect(data).toMatchObject({
      kind: 'tinybms-bridge/commissioning',
      simulation: false,
      complete: false,
      written: '2026-05-12T11:00:00.000Z',
    });
    expect(data.devices).toMatchObject({ cells: 16, capacity: 280, victron: true, bitrate: 500_000, adapter: { serialNumber: 'A123' } });
    expect(data.steps.find(({ step }) => step === 'cable')).toMatchObject({ result: 'proven', evidence: { times: TIMES } });
    expect(data.steps.find(({ step }) => step === 'shown')).toEqual({ step: 'shown', result: 'open', at: undefined, evidence: undefined });
  });
});

describe('a simulation', () => {
  test('says so in the file, in its data and in its name', () => {
    const record = recordOf(SIMULATED);
    expect(reportHtml(record, WRITING, TEXTS.en, createFormat('en'))).toContain('SIMULATION');
    expect(reportData(record, WRITING).simulation).toBe(true);
    expect(reportName(record, WRITING.now)).toBe('tinybms-commissioning-2026-05-12-1100-simulation.html');
    expect(reportName(recordOf(), WRITING.now)).toBe('tinybms-commissioning-2026-05-12-1100.html');
    expect(reportHtml(recordOf(), WRITING, TEXTS.en, createFormat('en'))).not.toContain('SIMULATION');
  });
});

test('what a device says of itself cannot become a part of the page', () => {
  const record = recordOf();
  const adapter = { version: '</script><img src=x onerror=alert(1)>', serialNumber: '<b>', acknowledges: 'z' } as const;
  const page = reportHtml({ ...record, devices: { ...record.devices, adapter } }, WRITING, TEXTS.en, createFormat('en'));
  expect(page).not.toMatch(/<img|<b>/);
  expect(page.match(/<\/script>/g)).toHaveLength(1);
  expect(page).toContain('Browser &lt;1&gt; &amp; &quot;more&quot;');
});
