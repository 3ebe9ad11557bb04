import { html } from 'lit';
import type { Difference } from '../../../workshop/profile';
import type { SettingWords } from '../../text/keys-workshop';

/** Rows of a table: a setting, what it is and, under the class `then`, what it would be. */
export function differenceRows(differences: readonly Difference[], words: SettingWords) {
  return differences.map(
    ({ setting, before, after }) =>
      html`<tr>
        <td>${words.name(setting)}</td>
        <td class="quiet">${words.value(setting, before)}</td>
        <td class="then">${words.value(setting, after)}</td>
      </tr>`,
  );
}
