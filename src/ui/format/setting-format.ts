import type { SettingView } from '../../bridge/workshop-contract';
import type { SettingId } from '../../workshop/settings';
import type { Texts } from '../text/keys';
import type { SettingWords } from '../text/keys-workshop';
import type { Format } from './format';

/** Decimals that show every step of a setting. */
function decimalsOf({ perUnit }: SettingView): number {
  // Where a step is smaller than anybody sets, tenths are enough.
  return perUnit === 500 ? 1 : Math.round(Math.log10(perUnit));
}

/** A raw number as its owner reads it. */
export function rawText(view: SettingView, raw: number, { workshop: t }: Texts, format: Format): string {
  if (view.once && raw === 0xffff) return t.nothingPending;
  if (view.isSwitch) return raw === 0 ? t.off : t.on;
  if (view.choices) {
    const name = view.choices.find(([, code]) => code === raw)?.[0];
    return (name !== undefined && t.choices[name]) || t.code(String(raw));
  }
  return format.decimal(raw / view.perUnit, decimalsOf(view), view.unit);
}

/** Names and values for sentences; a setting that this BMS lacks shows its raw number. */
export function settingWords(settings: readonly SettingView[], text: Texts, format: Format): SettingWords {
  const views = new Map(settings.map((view) => [view.id, view]));
  return {
    name: (id: SettingId) => text.workshop.settings[id].name,
    value: (id, raw) => {
      const view = views.get(id);
      return view ? rawText(view, raw, text, format) : String(raw);
    },
    cellVoltage: (volts) => format.measure('cellVoltage', volts),
  };
}

/** What stands in the input of a setting: digits as they are typed, without unit and groups. */
export function inputText(view: SettingView, raw: number, format: Format): string {
  if (view.once && raw === 0xffff) return '';
  const digits = (raw / view.perUnit).toFixed(decimalsOf(view));
  return format.language === 'fr' ? digits.replace('.', ',') : digits;
}

/** Raw number of what was typed, with a comma or a point; `undefined` when it is not a number. */
export function parseInput(view: SettingView, typed: string): number | undefined {
  const plain = typed
    .trim()
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(',', '.')
    .replace('\u2212', '-');
  if (!/^-?\d+(\.\d*)?$|^-?\.\d+$/.test(plain)) return undefined;
  return Math.round(Number(plain) * view.perUnit);
}
