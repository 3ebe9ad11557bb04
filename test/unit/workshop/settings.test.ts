import { describe, expect, test } from 'vitest';
import { SETTINGS, wordsOf } from '../../../src/protocols/tinybms/registers';
import { differences } from '../../../src/workshop/differences';
import { rawOf, SETTING_IDS, settingRow, withRaw, wordsToWrite } from '../../../src/workshop/settings';
import { LFP_PROFILE } from '../../support/workshop';

describe('the table of settings', () => {
  test('reaches every bit that the vendor names in registers 300 to 343, once', () => {
    const named = Object.values(SETTINGS).flatMap((register) =>
      'fields' in register ? Object.values(register.fields).map(({ lsb }) => `${register.address}.${lsb}`) : [`${register.address}`],
    );
    const reached = SETTING_IDS.map((id) => {
      const { register, field } = settingRow(id);
      return field ? `${register.address}.${field.lsb}` : `${register.address}`;
    });
    expect([...reached].sort()).toEqual([...named].sort());
  });

  test('the reserved high byte of a single-byte register is written back as it was', () => {
    const words = LFP_PROFILE.words.slice();
    words[331 - 300] = 0xab00;
    expect(wordsToWrite('loadSwitchType', withRaw('loadSwitchType', 6, words))).toEqual([[331, 0xab06]]);
  });

  test('the two halves of register 330 do not touch each other', () => {
    expect(wordsToWrite('dischargeOverCurrentTimeout', withRaw('dischargeOverCurrentTimeout', 12, LFP_PROFILE.words))).toEqual([
      [330, 0x0c01],
    ]);
  });

  test('reserved bits of register 329 stay', () => {
    const words = LFP_PROFILE.words.slice();
    words[329 - 300] = 0x8009;
    expect(wordsToWrite('disableSwitchDiagnostics', withRaw('disableSwitchDiagnostics', 1, words))).toEqual([[329, 0x800b]]);
    expect(wordsToWrite('invertExternalCurrentSensor', withRaw('invertExternalCurrentSensor', 0, words))).toEqual([[329, 0x8008]]);
  });

  test('a number of two words goes out low word first, a negative one in two’s complement', () => {
    // Worked example 6 of the TinyBMS reference: 100000 in registers 312 and 313.
    expect(wordsToWrite('pulsesPerUnit', withRaw('pulsesPerUnit', 100_000, LFP_PROFILE.words))).toEqual([
      [312, 0x86a0],
      [313, 0x0001],
    ]);
    expect(wordsToWrite('lowTemperatureChargerCutoff', withRaw('lowTemperatureChargerCutoff', -20, LFP_PROFILE.words))).toEqual([
      [320, 0xffec],
    ]);
  });

  test('what does not fit its bits is refused, and so is half a block', () => {
    expect(() => withRaw('loadSwitchType', 256, LFP_PROFILE.words)).toThrow('loadSwitchType: 256');
    expect(() => withRaw('seriesCells', -1, LFP_PROFILE.words)).toThrow(RangeError);
    expect(() => rawOf('broadcastProtocol', LFP_PROFILE.words.slice(0, 20))).toThrow('register 343');
    expect(() => rawOf('pulsesPerUnit', LFP_PROFILE.words.slice(0, 13))).toThrow('register 312');
  });

  test('differences leave out what the BMS takes once', () => {
    const words = withRaw('setStateOfCharge', 25_000, withRaw('allowedDisbalance', 30, LFP_PROFILE.words));
    expect(differences(LFP_PROFILE.words, words)).toEqual([{ setting: 'allowedDisbalance', before: 15, after: 30 }]);
  });

  test('every register has the words that its type needs', () => {
    for (const id of SETTING_IDS) expect(wordsToWrite(id, LFP_PROFILE.words)).toHaveLength(wordsOf(settingRow(id).register));
  });
});
