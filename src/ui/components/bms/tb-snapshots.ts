import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Comparison, Side, SettingView, SnapshotView } from '../../../bridge/workshop-contract';
import type { Changes } from '../../../workshop/settings';
import { saveFile } from '../../export/save-file';
import { settingWords } from '../../format/setting-format';
import { LatestController } from '../../state/latest-controller';
import { OutcomeController } from '../../state/outcome-controller';
import { TbElement } from '../../state/tb-element';
import { BASE, CARD, CONTROLS } from '../../styles/shared';
import { TABLE } from '../../styles/table';
import { TEXT_FIELD } from '../../styles/field';
import { misfitText } from '../../text/workshop-sentences';
import type { TbConfirm } from '../tb-confirm';
import { differenceRows } from './difference-rows';
import '../tb-confirm';
import '../tb-failure';
import '../tb-state-mark';
import './tb-profile-import';

/** Profiles that were kept: compared with one another, brought back, carried as files. @fires propose-changes */
@customElement('tb-snapshots')
export class TbSnapshots extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    TABLE,
    TEXT_FIELD,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-items: start;
        gap: var(--tb-space-4);
      }
      @media (min-width: 62rem) {
        :host {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
      .side {
        display: grid;
        gap: var(--tb-space-4);
      }
      h2 {
        margin-block-end: var(--tb-space-2);
      }
      li {
        padding-block: var(--tb-space-3);
        border-block-end: var(--tb-line) solid var(--tb-hairline);
      }
      li:last-child {
        border-block-end: 0;
      }
      .note {
        width: 100%;
        margin-block: var(--tb-space-2);
      }
      .buttons {
        gap: var(--tb-space-2);
      }
      .sides {
        display: grid;
        gap: var(--tb-space-3);
        margin-block-end: var(--tb-space-4);
      }
      .misfits {
        display: grid;
        gap: var(--tb-space-1);
        margin-block: var(--tb-space-3);
      }
      .then {
        font-weight: 600;
      }
      .list {
        max-height: 44rem;
        overflow: auto;
      }
      label {
        font-size: var(--tb-text-small);
        font-weight: 450;
      }
    `,
  ];

  @property({ attribute: false }) settings: readonly SettingView[] = [];
  /** Changes with every new snapshot. */
  @property({ type: Number }) version = 0;
  /** Grows whenever the device has been read. */
  @property({ type: Number }) readAt = 0;
  @property({ type: Boolean }) hasFactory = false;
  /** Another window has the BMS: nothing is brought back or forgotten from here. */
  @property({ type: Boolean }) elsewhere = false;

  @state() private first: Side = { kind: 'device' };
  @state() private second: Side | undefined;
  @query('tb-confirm') private readonly confirm!: TbConfirm;

  private readonly list = new LatestController<readonly SnapshotView[]>(this);
  private readonly comparison = new LatestController<Comparison | undefined>(this);
  private readonly outcome = new OutcomeController(this);

  override render() {
    const { snapshots: t } = this.text.workshop;
    this.list.ask('snapshots', `${this.version}`, () => this.ui.workshop.snapshots());
    const all = this.list.answer ?? [];
    return html`
      <section class="card" aria-labelledby="kept">
        <h2 id="kept">${this.text.workshop.tabs.snapshots}</h2>
        <p class="small quiet">${t.help}</p>
        ${
          all.length === 0
            ? html`<p>${t.none}</p>`
            : html`<ul class="list" tabindex="0" aria-labelledby="kept">
                ${all.map((one) => this.snapshot(one))}
              </ul>`
        }
        <tb-failure .failure=${this.outcome.failure}></tb-failure>
      </section>
      <div class="side">
        ${this.compare(all)}
        <tb-profile-import></tb-profile-import>
      </div>
      <tb-confirm></tb-confirm>
    `;
  }

  private snapshot({ id, at, device, reason, note, cells }: SnapshotView) {
    const { snapshots: t } = this.text.workshop;
    const when = this.format.short(at);
    return html`
      <li>
        <p><strong>${when}</strong> · ${t.reasons[reason]}</p>
        <p class="small quiet">
          ${device ? html`<span class="mono">${device.serialNumber}</span>, ${this.text.workshop.identity(device)}` : t.unknownDevice},
          ${t.cells(this.format.count(cells))}
        </p>
        <input
          class="note"
          placeholder=${t.note}
          aria-label=${t.noteOf(when)}
          maxlength="500"
          .value=${note}
          @change=${(event: Event) => void this.outcome.run(() => this.ui.workshop.note(id, (event.currentTarget as HTMLInputElement).value))}
        />
        <div class="buttons">
          <button @click=${() => (this.second = { kind: 'snapshot', id })}>${t.compareTitle}</button>
          <button @click=${() => void this.export(id, at)}>${t.export}</button>
          ${this.elsewhere ? nothing : html`<button @click=${() => void this.forget(id, when)}>${t.forget}</button>`}
        </div>
      </li>
    `;
  }

  private compare(all: readonly SnapshotView[]) {
    const { snapshots: t } = this.text.workshop;
    const [newest] = all;
    const second = this.second ?? (newest && { kind: 'snapshot' as const, id: newest.id });
    if (!second) return nothing;
    const { first } = this;
    this.comparison.ask(`${keyOf(first)} ${keyOf(second)}`, `${this.version} ${this.readAt}`, () =>
      this.ui.workshop.compare(first, second),
    );
    return html`
      <section class="card" aria-labelledby="compare">
        <h2 id="compare">${t.compareTitle}</h2>
        <div class="sides">
          ${this.chooser('first', t.first, first, all, (side) => (this.first = side))}
          ${this.chooser('second', t.second, second, all, (side) => (this.second = side))}
        </div>
        ${this.comparison.answer ? this.result(this.comparison.answer) : nothing}
      </section>
    `;
  }

  private chooser(id: string, name: string, chosen: Side, all: readonly SnapshotView[], choose: (side: Side) => void) {
    const { snapshots: t } = this.text.workshop;
    const sides: readonly Side[] = [
      { kind: 'device' },
      ...(this.hasFactory ? [{ kind: 'factory' as const }] : []),
      ...all.map((one) => ({ kind: 'snapshot' as const, id: one.id })),
    ];
    const nameOf = (side: Side): string => {
      if (side.kind !== 'snapshot') return t.sides[side.kind];
      const one = all.find((snapshot) => snapshot.id === side.id);
      return one ? [this.format.short(one.at), t.reasons[one.reason], one.note].filter((part) => part !== '').join(', ') : '';
    };
    return html`
      <div>
        <label for=${id}>${name}</label>
        <select
          id=${id}
          @change=${(event: Event) => {
            const side = sides.find((one) => keyOf(one) === (event.currentTarget as HTMLSelectElement).value);
            if (side) choose(side);
          }}
        >
          ${sides.map((side) => html`<option value=${keyOf(side)} .selected=${keyOf(side) === keyOf(chosen)}>${nameOf(side)}</option>`)}
        </select>
      </div>
    `;
  }

  private result({ differences, misfits, changes }: Comparison) {
    const { snapshots: t } = this.text.workshop;
    const words = settingWords(this.settings, this.text, this.format);
    if (differences.length === 0) return html`<p><tb-state-mark tone="ok">${t.same}</tb-state-mark></p>`;
    const restorable = !this.elsewhere && this.first.kind === 'device' && Object.keys(changes).length > 0;
    return html`
      <p class="small quiet">${t.differ(differences.length, this.format.count(differences.length))}</p>
      <div class="scroller">
        <table>
          <tbody>
            ${differenceRows(differences, words)}
          </tbody>
        </table>
      </div>
      <div class="misfits">
        ${misfits.map(
          (misfit) =>
            html`<tb-state-mark class="small" tone=${misfit.verdict === 'refused' ? 'alarm' : 'warning'}
              >${misfitText(this.text, misfit, words)}</tb-state-mark
            >`,
        )}
      </div>
      ${
        restorable
          ? html`<button class="main" @click=${() => this.propose(changes)}>${t.restore}</button>
              <p class="small quiet">${t.restoreHelp}</p>`
          : nothing
      }
    `;
  }

  private propose(changes: Changes): void {
    this.dispatchEvent(new CustomEvent<Changes>('propose-changes', { detail: changes, bubbles: true, composed: true }));
  }

  private async export(id: number, at: number): Promise<void> {
    const text = await this.ui.workshop.exportFile(id);
    if (text !== undefined) saveFile(`tinybms-${new Date(at).toISOString().slice(0, 16).replace(':', '')}.json`, new Blob([text]));
  }

  private async forget(id: number, when: string): Promise<void> {
    const { snapshots: t } = this.text.workshop;
    const agreed = await this.confirm.ask({ title: t.forgetTitle, text: t.forgetText(when), action: t.forget });
    if (!agreed) return;
    if (this.second?.kind === 'snapshot' && this.second.id === id) this.second = undefined;
    await this.outcome.run(() => this.ui.workshop.forget(id));
  }
}

function keyOf(side: Side): string {
  return side.kind === 'snapshot' ? `snapshot-${side.id}` : side.kind;
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-snapshots': TbSnapshots;
  }
}
