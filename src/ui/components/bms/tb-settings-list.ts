import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ProfileView, SettingView } from '../../../bridge/workshop-contract';
import type { Review } from '../../../workshop/review';
import type { Problem } from '../../../workshop/rules';
import type { SettingGroup } from '../../../workshop/settings';
import { settingWords } from '../../format/setting-format';
import { TbElement } from '../../state/tb-element';
import type { WorkshopDraft } from '../../state/workshop-draft';
import { BASE, CARD, CONTROLS } from '../../styles/shared';
import { TEXT_FIELD } from '../../styles/field';
import { CHECK } from '../../styles/check';
import './tb-pin-map';
import './tb-setting-row';
import type { SettingEditEvent } from './tb-setting-row';

/** Side by side where there is room. */
const COLUMNS: readonly (readonly SettingGroup[])[] = [
  ['cell', 'safety'],
  ['peripherals', 'maintenance'],
];
type Filter = 'all' | 'changed' | 'unusual';

/** Every setting of the BMS, in the groups that owners know. @fires draft-changed */
@customElement('tb-settings-list')
export class TbSettingsList extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    TEXT_FIELD,
    CHECK,
    css`
      .filters {
        display: flex;
        flex-wrap: wrap;
        gap: var(--tb-space-2) var(--tb-space-4);
        align-items: center;
        margin-block-end: var(--tb-space-4);
      }
      .search {
        width: min(18rem, 100%);
      }
      .check {
        font-weight: 450;
      }
      .groups {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr));
        align-items: start;
        gap: var(--tb-space-4);
      }
      .column {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--tb-space-4);
      }
      h2 {
        margin-block-end: var(--tb-space-2);
      }
    `,
  ];

  @property({ attribute: false }) profile!: ProfileView;
  @property({ attribute: false }) draft!: WorkshopDraft;
  @property({ attribute: false }) review: Review | undefined;
  @property({ type: Boolean }) locked = false;

  @state() private search = '';
  @state() private filter: Filter = 'all';

  override render() {
    const { workshop: t } = this.text;
    const shown = this.profile.settings.filter((setting) => this.isShown(setting));
    return html`
      <div class="filters">
        <input
          class="search"
          type="search"
          placeholder=${t.row.filter}
          aria-label=${t.row.filter}
          .value=${this.search}
          @input=${(event: Event) => (this.search = (event.currentTarget as HTMLInputElement).value)}
        />
        ${this.toggle('changed', t.row.onlyChanged)}
        ${this.profile.settings.some(({ factory }) => factory !== undefined) ? this.toggle('unusual', t.row.onlyUnusual) : nothing}
      </div>
      ${shown.length === 0 ? html`<p class="quiet">${t.row.none}</p>` : nothing}
      <div class="groups">
        ${COLUMNS.map((groups) => {
          const filled = groups.filter((group) => shown.some((setting) => setting.group === group));
          return filled.length === 0 ? nothing : html`<div class="column">${filled.map((group) => this.group(group, shown))}</div>`;
        })}
      </div>
    `;
  }

  private toggle(filter: Filter, name: string) {
    const on = this.filter === filter;
    return html`<label class="check">
      <input type="checkbox" .checked=${on} @change=${() => (this.filter = on ? 'all' : filter)} />
      ${name}
    </label>`;
  }

  private group(group: SettingGroup, shown: readonly SettingView[]) {
    const settings = shown.filter((setting) => setting.group === group);
    const { workshop: t } = this.text;
    const words = settingWords(this.profile.settings, this.text, this.format);
    return html`
      <section class="card" aria-labelledby="title-${group}">
        <h2 id="title-${group}">${t.groups[group]}</h2>
        ${settings.map(
          (setting) =>
            html`<tb-setting-row
              .setting=${setting}
              .wanted=${this.draft.changes[setting.id]}
              .unreadable=${this.draft.unreadable.get(setting.id)}
              .problems=${this.problemsOf(setting)}
              .words=${words}
              ?locked=${this.locked}
              @setting-edit=${(event: SettingEditEvent) => this.onEdit(setting, event)}
            ></tb-setting-row>`,
        )}
        ${group === 'peripherals' ? html`<tb-pin-map .pins=${this.review?.pins ?? []}></tb-pin-map>` : nothing}
      </section>
    `;
  }

  /** What is wrong is told where the owner has changed something; what was wrong before, at all its settings. */
  private problemsOf({ id }: SettingView): readonly Problem[] {
    const problems = (this.review?.problems ?? []).filter(({ settings }) => settings.includes(id));
    const { changes } = this.draft;
    return problems.filter(({ settings }) => changes[id] !== undefined || !settings.some((other) => changes[other] !== undefined));
  }

  private isShown(setting: SettingView): boolean {
    const { changes, unreadable } = this.draft;
    if (this.filter === 'changed' && changes[setting.id] === undefined && !unreadable.has(setting.id)) return false;
    if (this.filter === 'unusual' && (setting.factory === undefined || setting.factory === setting.current)) return false;
    const { name, help } = this.text.workshop.settings[setting.id];
    const wanted = this.search.trim().toLocaleLowerCase();
    return wanted === '' || `${name} ${help} ${setting.address} ${setting.id}`.toLocaleLowerCase().includes(wanted);
  }

  private onEdit(setting: SettingView, { detail }: SettingEditEvent): void {
    if (detail === 'undo') this.draft.undo(setting.id);
    else if ('raw' in detail) this.draft.set(setting, detail.raw);
    else this.draft.type(setting, detail.typed);
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('draft-changed'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-settings-list': TbSettingsList;
  }
}
