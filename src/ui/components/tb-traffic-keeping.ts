import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { StoredLink, StoredTraffic } from '../../bridge/traffic-contract';
import type { ConfigurationChange } from '../../configuration/configuration';
import { trafficFileName, writeTraffic } from '../export/traffic-file';
import { FileController } from '../state/file-controller';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { FIELD } from '../styles/field';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { CHECK } from '../styles/check';
import type { TbConfirm } from './tb-confirm';
import './tb-confirm';
import './tb-failure';
import './tb-file-progress';
import './tb-icon';

const SWITCHES = { tinybms: 'storeSerial', slcan: 'storeCan' } as const satisfies Record<StoredLink, string>;
const LINKS = Object.keys(SWITCHES) as readonly StoredLink[];
const STRETCHES = [1, 24, 'all'] as const;
type Stretch = (typeof STRETCHES)[number];
/** Lines are handed to the database every few seconds. */
const LOOK_MS = 5_000;

/** Which traffic outlives the tab, how much of it there is, and the way to take it along. */
@customElement('tb-traffic-keeping')
export class TbTrafficKeeping extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    FIELD,
    CHECK,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--tb-space-3);
        margin-block-start: var(--tb-space-4);
      }
      .row label {
        font-size: var(--tb-text-small);
      }
      select {
        inline-size: auto;
      }
      .size {
        inline-size: 7rem;
      }
      .warning {
        margin-block-start: var(--tb-space-3);
        color: var(--tb-warning);
      }
    `,
  ];

  @state() private stored: StoredTraffic | undefined;
  @state() private stretch: Stretch = 1;
  @query('tb-confirm') private readonly confirm!: TbConfirm;

  private readonly view = new SelectController(this, ({ view }) => view && { wanted: view.configuration.traffic, mode: view.mode });
  private readonly outcome = new OutcomeController(this);
  private readonly file = new FileController(this);
  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.look();
    this.timer = setInterval(() => void this.look(), LOOK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  override render() {
    const { stored: t } = this.text.traffic.files;
    const wanted = this.view.value?.wanted;
    if (!wanted) return nothing;
    return html`
      <section class="card" aria-labelledby="stored">
        <h2 id="stored">${t.title}</h2>
        <p class="quiet">${t.help}</p>
        ${LINKS.map(
          (link) =>
            html`<label class="check"
              ><input
                type="checkbox"
                ?disabled=${this.outcome.busy}
                .checked=${wanted[SWITCHES[link]]}
                @change=${({ target }: Event) => this.configure({ [SWITCHES[link]]: (target as HTMLInputElement).checked })}
              /><span>${t.links[link]}<br /><span class="quiet small">${this.amount(link)}</span></span></label
            >`,
        )}
        ${this.troubles()}
        <div class="row">
          <label
            >${t.size}<br /><input
              class="size"
              type="number"
              inputmode="numeric"
              min="2"
              max="2000"
              .value=${String(wanted.storedMegabytes)}
              @change=${({ target }: Event) => this.configure({ storedMegabytes: Number((target as HTMLInputElement).value) })}
          /></label>
        </div>
        ${this.take()}
        <tb-failure .failure=${this.outcome.failure}></tb-failure>
      </section>
      <tb-confirm></tb-confirm>
    `;
  }

  private take() {
    const { stored: t } = this.text.traffic.files;
    if (!this.stored || LINKS.every((link) => this.stored?.[link].lines === 0)) return nothing;
    return html`
      <div class="row">
        <label
          >${t.stretch}<br /><select @change=${this.choose}>
            ${STRETCHES.map((stretch) => html`<option value=${stretch} ?selected=${stretch === this.stretch}>${t.stretches[stretch]}</option>`)}
          </select></label
        >
        <button ?disabled=${this.file.busy} @click=${() => this.save()}><tb-icon small name="save"></tb-icon>${t.save}</button>
        <button ?disabled=${this.outcome.busy} @click=${() => void this.clear()}>${t.clear}</button>
      </div>
      <tb-file-progress .progress=${this.file.progress} @tb-cancel=${() => this.file.cancel()}></tb-file-progress>
    `;
  }

  private amount(link: StoredLink): string {
    const { stored: t } = this.text.traffic.files;
    const storage = this.stored?.[link];
    if (!storage || storage.lines === 0) return t.empty;
    const f = this.format;
    const holds = t.holds(f.count(storage.lines), f.bytes(storage.bytes));
    return storage.oldest === undefined ? holds : `${holds}, ${t.since(f.moment(storage.oldest))}`;
  }

  private troubles() {
    const { stored: t } = this.text.traffic.files;
    const all = LINKS.flatMap((link) => this.stored?.[link] ?? []);
    const lost = all.reduce((sum, { droppedLines }) => sum + droppedLines, 0);
    return html`
      ${all.some((storage) => storage.state === 'memory') ? html`<p class="warning" role="alert">${t.unsaved}</p>` : nothing}
      ${lost > 0 ? html`<p class="warning">${t.lost(this.format.count(lost))}</p>` : nothing}
    `;
  }

  private async look(): Promise<void> {
    this.stored = await this.ui.traffic.stored().catch(() => undefined);
  }

  private configure(traffic: ConfigurationChange['traffic'] & object): void {
    void this.outcome.run(() => this.ui.bridge.configure({ traffic }));
  }

  private choose(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    this.stretch = STRETCHES.find((stretch) => String(stretch) === value) ?? 1;
  }

  private save(): void {
    const mode = this.view.value?.mode;
    if (!mode) return;
    const to = Date.now();
    const from = this.stretch === 'all' ? 0 : to - this.stretch * 3_600_000;
    void this.file.save(trafficFileName(mode, 'ndjson', to), (progress, signal) =>
      writeTraffic(this.ui.traffic, 'ndjson', progress, signal, { from, to: to + 1 }),
    );
  }

  private async clear(): Promise<void> {
    if (!(await this.confirm.ask(this.text.traffic.files.stored.clearConfirm))) return;
    await this.outcome.run(() => this.ui.traffic.clearStored());
    await this.look();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-traffic-keeping': TbTrafficKeeping;
  }
}
