import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Mark, MarkTrack } from '../../bridge/history-contract';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { TABLE } from '../styles/table';
import { FOLDED } from '../styles/folded';
import type { MarkKind } from '../text/keys-history';
import { markText, markTone } from '../text/marks';
import './tb-icon';
import './tb-state-mark';

const MOST = 200;

const KINDS: Readonly<Record<MarkKind, readonly MarkTrack[]>> = {
  troubles: ['fault', 'alarm'],
  limits: ['cvl', 'ccl', 'dcl'],
  states: ['run', 'pack', 'phase', 'status', 'charge'],
  bms: ['bms'],
};

/** What happened in a stretch of time, newest first, in words. */
@customElement('tb-mark-list')
export class TbMarkList extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    TABLE,
    FOLDED,
    css`
      .kind {
        max-inline-size: 16rem;
        margin-block-end: var(--tb-space-3);
        color: var(--tb-quiet);
      }
      .kind select {
        margin-block-start: var(--tb-space-1);
      }
      .scroller {
        max-height: 24rem;
        overflow: auto;
        margin-block-end: var(--tb-space-3);
      }
      th,
      td {
        text-align: start;
      }
      td:first-child {
        white-space: nowrap;
      }
      @media (max-width: 44rem) {
        tr {
          display: flex;
          flex-wrap: wrap;
          gap: var(--tb-space-1) var(--tb-space-3);
          padding-block: var(--tb-space-2);
          border-block-end: var(--tb-line) solid var(--tb-hairline);
        }
        td {
          padding: 0;
          border: 0;
        }
        td:last-child {
          flex: 1 0 100%;
        }
        td:not(:last-child) {
          font-size: var(--tb-text-small);
        }
      }
      .what {
        display: flex;
        align-items: center;
        gap: var(--tb-space-2);
      }
    `,
  ];

  /** In order of time. */
  @property({ attribute: false }) marks: readonly Mark[] = [];

  @state() private kind: MarkKind | undefined;

  override render() {
    const { marks: t } = this.text.history;
    const tracks = this.kind && KINDS[this.kind];
    const wanted = tracks ? this.marks.filter(({ track }) => tracks.includes(track)) : this.marks;
    const shown = wanted.slice(-MOST).toReversed();
    const speaking = { format: this.format, severalPacks: false };
    return html`
      <section class="card folded">
        <details>
          <summary><tb-icon small name="open"></tb-icon>${t.title(this.format.count(this.marks.length))}</summary>
          <label class="kind small"
            >${t.kind}
            <select
              @change=${(event: Event) => {
                const { value } = event.target as HTMLSelectElement;
                this.kind = value === '' ? undefined : (value as MarkKind);
              }}
            >
              <option value="">${t.all}</option>
              ${(Object.keys(KINDS) as MarkKind[]).map(
                (kind) => html`<option value=${kind} ?selected=${kind === this.kind}>${t.kinds[kind]}</option>`,
              )}
            </select></label
          >
          ${
            shown.length === 0
              ? html`<p class="quiet">${t.none}</p>`
              : html`<div class="scroller" tabindex="0" role="region" aria-label=${t.title(this.format.count(shown.length))}>
                  <table>
                    <tbody>
                      ${shown.map(
                        (mark) => html`
                          <tr>
                            <td class="quiet">${this.format.moment(mark.at)}</td>
                            <td class="quiet">${t.tracks[mark.track]}</td>
                            <td>
                              <span class="what"
                                ><tb-state-mark .tone=${markTone(mark)}></tb-state-mark>${markText(mark, this.text, speaking)}</span
                              >
                            </td>
                          </tr>
                        `,
                      )}
                    </tbody>
                  </table>
                </div>`
          }
        </details>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-mark-list': TbMarkList;
  }
}
