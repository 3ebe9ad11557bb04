import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SettingView, WritingView } from '../../../bridge/workshop-contract';
import type { AccountLine } from '../../../workshop/account';
import type { Changes } from '../../../workshop/settings';
import { settingWords } from '../../format/setting-format';
import type { Tone } from '../../state/chain';
import { TbElement } from '../../state/tb-element';
import { BASE, CARD, CONTROLS } from '../../styles/shared';
import { TABLE } from '../../styles/table';
import '../tb-state-mark';

const TONES: Readonly<Record<AccountLine['state'], Tone>> = {
  written: 'ok',
  refused: 'warning',
  clamped: 'warning',
  unverified: 'alarm',
  'not-reached': 'idle',
};
const TITLE_TONES: Readonly<Record<WritingView['state'], Tone>> = { writing: 'busy', done: 'ok', stopped: 'warning', interrupted: 'alarm' };

/** The account of a writing, line by line, and the ways on from it. @fires propose-changes, stop-writing, close-writing, read-bms */
@customElement('tb-writing-card')
export class TbWritingCard extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    TABLE,
    css`
      .card {
        margin-block-end: var(--tb-space-4);
      }
      p {
        margin-block: var(--tb-space-2);
      }
      progress {
        width: 100%;
        height: 0.5rem;
        accent-color: var(--tb-accent);
      }
      .buttons {
        margin-block-start: var(--tb-space-4);
      }
      td:nth-child(2) {
        color: var(--tb-quiet);
      }
      td:last-child {
        text-align: start;
      }
      .detail {
        display: block;
      }
      @media (max-width: 36rem) {
        tr {
          display: grid;
          padding-block: var(--tb-space-2);
          border-block-end: var(--tb-line) solid var(--tb-hairline);
        }
        td {
          padding: 0;
          border: 0;
          text-align: start;
        }
      }
    `,
  ];

  @property({ attribute: false }) writing!: WritingView;
  @property({ attribute: false }) settings: readonly SettingView[] = [];
  @property({ type: Boolean }) connected = false;
  /** Another window has the BMS: it is gone on there. */
  @property({ type: Boolean }) elsewhere = false;

  override render() {
    const { writing } = this;
    const { writing: t } = this.text.workshop;
    const words = settingWords(this.settings, this.text, this.format);
    const done = writing.lines.filter((line) => line.state !== 'not-reached').length;
    const f = this.format;
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title"><tb-state-mark tone=${TITLE_TONES[writing.state]}>${t.title[writing.state]}</tb-state-mark></h2>
        <p class="quiet">${t.began(this.format.moment(writing.startedAt))} ${t.help[writing.state]}</p>
        ${
          writing.state === 'writing'
            ? html`<progress max=${writing.lines.length} value=${done} aria-label=${t.title.writing}></progress>
                <p role="status">
                  ${t.progress(f.count(done), f.count(writing.lines.length))}.
                  ${writing.current === undefined ? nothing : t.current(words.name(writing.current))}
                </p>`
            : nothing
        }
        <table>
          <tbody>
            ${writing.lines.map(
              (line) =>
                html`<tr>
                  <td>${words.name(line.setting)}</td>
                  <td>${t.line(line, words)}</td>
                  <td>
                    <tb-state-mark tone=${TONES[line.state]}>${t.states[line.state]}</tb-state-mark>
                    ${this.detail(line, (raw) => words.value(line.setting, raw))}
                  </td>
                </tr>`,
            )}
          </tbody>
        </table>
        <div class="buttons">${this.buttons()}</div>
      </section>
    `;
  }

  private detail({ state: lineState, answer, found, wanted }: AccountLine, value: (raw: number) => string) {
    const { writing: t } = this.text.workshop;
    if (lineState === 'refused' && answer === 'taken') return html`<span class="detail small quiet">${t.ignored}</span>`;
    if (lineState === 'refused' && answer === 'silent') return html`<span class="detail small quiet">${t.silent}</span>`;
    if (lineState === 'clamped' && found !== undefined && found !== wanted) {
      return html`<span class="detail small quiet">${t.found(value(found))}</span>`;
    }
    return nothing;
  }

  private buttons() {
    const { writing: t } = this.text.workshop;
    const { state: run, ways } = this.writing;
    if (run === 'writing') return html`<button @click=${() => this.dispatchEvent(new CustomEvent('stop-writing'))}>${t.stop}</button>`;
    if (this.elsewhere) return nothing;
    if (!ways) {
      return this.connected
        ? html`<p>${t.readFirst}</p>
            <button class="main" @click=${() => this.dispatchEvent(new CustomEvent('read-bms'))}>${this.text.workshop.readAgain}</button>`
        : nothing;
    }
    const way = (changes: Changes, name: (count: string) => string, main: boolean) => {
      const count = Object.keys(changes).length;
      if (count === 0) return nothing;
      return html`<button class=${main ? 'main' : ''} @click=${() => this.propose(changes)}>${name(this.format.count(count))}</button>`;
    };
    return html`
      ${way(ways.goOn, t.goOn, run !== 'done')} ${way(ways.goBack, t.goBack, false)}
      <button @click=${() => this.dispatchEvent(new CustomEvent('close-writing'))}>${t.close}</button>
    `;
  }

  private propose(changes: Changes): void {
    this.dispatchEvent(new CustomEvent<Changes>('propose-changes', { detail: changes, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-writing-card': TbWritingCard;
  }
}
