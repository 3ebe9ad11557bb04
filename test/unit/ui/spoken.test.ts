import { describe, expect, test } from 'vitest';
import type { BridgeView } from '../../../src/bridge/contract';
import { createFormat } from '../../../src/ui/format/format';
import type { Snapshot } from '../../../src/ui/state/bridge-store';
import { EN } from '../../../src/ui/text/en';
import { FR } from '../../../src/ui/text/fr';
import { spokenValues } from '../../../src/ui/text/spoken';
import { ALARM as ALARMED, LIVE } from '../../browser/fixtures/views';

const at = (view: BridgeView, laterMs = 0, worker: Snapshot['worker'] = 'answering'): Snapshot => ({
  view,
  now: view.now + laterMs,
  worker,
  watchdog: undefined,
});
const said = (snapshot: Snapshot, language: 'en' | 'fr' = 'en'): string =>
  spokenValues(snapshot, { en: EN, fr: FR }[language], createFormat(language)).replaceAll(/[\u00a0\u202f]/g, ' ');

describe('the values of the overview, in sentences', () => {
  test('a battery that is charged, and what the GX is sent', () => {
    expect(said(at(LIVE))).toBe(
      'State of charge 76.4 %, 55.02 V. Charging with 32.4 A, 1,783 W. Cells from 3.412 V to 3.460 V. ' +
        'Temperatures from 21.5 °C to 22.1 °C. Sent to the GX: 55.2 V, charge 39.6 A, discharge 135.0 A. No alarms.',
    );
    expect(said(at(LIVE), 'fr')).toBe(
      'État de charge 76,4 %, 55,02 V. Charge avec 32,4 A, 1 783 W. Cellules de 3,412 V à 3,460 V. ' +
        'Températures de 21,5 °C à 22,1 °C. Envoyé au GX : 55,2 V, charge 39,6 A, décharge 135,0 A. Aucune alarme.',
    );
    expect(said(at(ALARMED))).toMatch(/ Discharging with 48\.6 A, [\d,]+ W\. /);
  });

  test('values that are old are told to be, and lost ones not at all', () => {
    expect(said(at(LIVE, 5_000))).toMatch(/^Values of 5\.1 s ago\. State of charge/);
    // That there are no alarms nobody knows then.
    expect(said(at(LIVE, 12_000))).toBe('Nothing has been heard of the battery for 12 s. No limits are being sent to the GX.');
  });

  test('of a worker that is silent nothing is told', () => {
    expect(said(at(LIVE, 0, 'silent'))).toBe('Nothing is known of the battery.');
    expect(said({ ...at(LIVE), view: undefined })).toBe('Nothing is known of the battery.');
  });

  test('limits that are only worked out are not sent', () => {
    expect(said(at({ ...LIVE, phase: 'observe', limitsSentAt: undefined }))).toContain('No limits are being sent to the GX.');
  });

  test('an alarm is named, also one that was acknowledged', () => {
    expect(said(at(ALARMED))).toMatch(/ Alarms: [^.]*Cell voltage high[^.]*\.$/);
    const acknowledged = ALARMED.activeAlarms.map((entry) => ({ ...entry, acknowledgedAt: 1 }));
    expect(said(at({ ...ALARMED, activeAlarms: acknowledged }))).toBe(said(at(ALARMED)));
  });
});
