import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Route } from '../../interfaces/route';
import { type Trial, tryRoute } from '../interfaces/trial';
import { TbElement } from '../state/tb-element';
import { CODE } from '../styles/code';
import { FIELD } from '../styles/field';
import { BASE, CONTROLS } from '../styles/shared';
import './tb-state-mark';

/** Asks one route and shows what it answers. One that only reads is asked at once. */
@customElement('tb-route-trial')
export class TbRouteTrial extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    FIELD,
    CODE,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--tb-space-3);
        padding-block: var(--tb-space-2) var(--tb-space-4);
      }
      .fields {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--tb-space-3);
      }
      label {
        flex: 1 1 20rem;
        min-width: 0;
        font-size: var(--tb-text-small);
      }
      .fields input,
      textarea {
        font-family: var(--tb-mono);
        font-weight: 450;
        text-align: start;
      }
      textarea {
        display: block;
        inline-size: 100%;
        font-size: var(--tb-text-small);
        line-height: 1.5;
        resize: vertical;
      }
    `,
  ];

  @property({ attribute: false }) route: Route | undefined;
  @state() private trial: Trial | 'asking' | undefined;
  @state() private address = '';
  @state() private body = '';

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has('route') || !this.route) return;
    const { path, example, method } = this.route;
    this.address = path.replace('{address}', '300') + (example.query ? `?${example.query}` : '');
    this.body = example.body ? JSON.stringify(example.body, undefined, 2) : '';
    this.trial = undefined;
    if (method === 'GET') void this.ask();
  }

  override render() {
    const { interfaces: t } = this.text;
    const { route, trial } = this;
    if (!route) return nothing;
    return html`
      <div class="fields">
        <label>
          ${t.address}
          <input .value=${this.address} spellcheck="false" autocomplete="off" @input=${(event: Event) => (this.address = valueOf(event))} />
        </label>
        <button ?disabled=${trial === 'asking'} @click=${() => void this.ask()}>${t.send}</button>
        ${
          route.schema
            ? html`<a class="button" href="interfaces/${route.schema}.schema.json" target="_blank" rel="noopener">${t.schema}</a>`
            : nothing
        }
      </div>
      ${
        route.writes
          ? html`<label>
                ${t.body}
                <textarea
                  rows=${Math.max(2, this.body.split('\n').length)}
                  spellcheck="false"
                  .value=${this.body}
                  @input=${(event: Event) => (this.body = valueOf(event))}
                ></textarea>
              </label>
              <p class="small quiet">${t.reallySends}</p>`
          : nothing
      }
      <p role="status">${this.status()}</p>
      ${
        trial === undefined || trial === 'asking'
          ? nothing
          : html`<pre class="code" tabindex="0" role="region" aria-label=${t.answer}>${trial.text}</pre>`
      }
    `;
  }

  private status() {
    const { interfaces: t } = this.text;
    const { trial } = this;
    if (trial === undefined) return nothing;
    if (trial === 'asking') return t.asking;
    const { status, mode, ms } = trial;
    const tone = status < 400 ? 'ok' : status < 500 || status === 501 ? 'warning' : 'alarm';
    const about = mode === undefined ? '' : ` · ${t.about[mode]}`;
    return html`<tb-state-mark tone=${tone}>${t.answered(String(status), this.format.milliseconds(ms))}${about}</tb-state-mark>`;
  }

  private async ask(): Promise<void> {
    const { route } = this;
    if (!route || this.trial === 'asking') return;
    this.trial = 'asking';
    const token = route.writes ? this.ui.token.value : undefined;
    const trial = await tryRoute(route.method, this.address, token, route.writes ? this.body : '').catch((error: unknown): Trial => ({
      status: 503,
      mode: undefined,
      ms: 0,
      text: String(error),
    }));
    if (this.route === route) this.trial = trial;
  }
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLTextAreaElement).value;
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-route-trial': TbRouteTrial;
  }
}
