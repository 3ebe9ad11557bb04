import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Barrier, Composed, Draft, DraftRefusal, Exchange, ReadingCommand, SettingBound } from '../../bridge/laboratory-contract';
import { LatestController } from '../state/latest-controller';
import { hashOf } from '../state/route';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { FIELD } from '../styles/field';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { bytesText, hexText } from '../text/traffic';
import './tb-byte-map';
import './tb-icon';

type Block = 'modbusRead' | 'readBlock';
type Value = Exclude<ReadingCommand, Block | 'readRegisters' | 'settings'>;
type Choice = ReadingCommand | 'bytes';

const REGISTERS: readonly Exclude<ReadingCommand, Value>[] = ['modbusRead', 'readBlock', 'readRegisters', 'settings'];
const VALUES: readonly Value[] = [
  'packVoltage',
  'packCurrent',
  'maxCellVoltage',
  'minCellVoltage',
  'cellVoltages',
  'temperatures',
  'stateOfCharge',
  'onlineStatus',
  'lifetimeCounter',
  'driveData',
  'newestEvents',
  'allEvents',
  'version',
  'extendedVersion',
];
const BOUNDS: readonly SettingBound[] = ['minimum', 'maximum', 'default', 'current'];

/** Composes requests that read, and shows request and answer byte by byte. */
@customElement('tb-laboratory')
export class TbLaboratory extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    FIELD,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--tb-space-4);
      }
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--tb-space-3);
      }
      label {
        flex: 0 1 9rem;
        min-width: 0;
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
        font-weight: 450;
      }
      label.wide {
        flex: 1 1 18rem;
        max-inline-size: 32rem;
      }
      form :is(input:not([type='checkbox']), select) {
        margin-block-start: var(--tb-space-1);
        font-size: var(--tb-text-body);
      }
      input.mono {
        font-family: var(--tb-mono);
        text-align: start;
      }
      .frame {
        margin-block: var(--tb-space-4) 0;
        overflow-wrap: anywhere;
      }
      .barrier {
        display: flex;
        flex-wrap: wrap;
        gap: var(--tb-space-1) var(--tb-space-3);
        margin-block-end: var(--tb-space-4);
        padding: var(--tb-space-3);
        border-radius: var(--tb-radius-2);
        background: var(--tb-raised);
      }
      .note {
        margin-block-start: var(--tb-space-4);
      }
    `,
  ];

  @state() private choice: Choice = 'modbusRead';
  @state() private address = '36';
  @state() private count = '4';
  @state() private addresses = '45 50';
  @state() private bound: SettingBound = 'current';
  @state() private typed = '';
  @state() private sending = false;
  @state() private exchange: Exchange | undefined;
  /** Why the last request was not sent, in words. */
  @state() private failure: string | undefined;

  /** The pack that the owner has chosen of several. */
  @state() private chosen: string | undefined;

  private readonly composed = new LatestController<Composed>(this);
  /** Whoever answers now. */
  private readonly packs = new SelectController(this, ({ view }) =>
    (view?.packs ?? []).flatMap(({ id, identity, counters }) => (counters ? [{ id, serialNumber: identity?.serialNumber ?? id }] : [])),
  );
  private readonly obstacle = new SelectController(this, ({ view, worker }): Barrier | 'elsewhere' | undefined => {
    if (!view || worker === 'silent') return 'no-bms';
    if (view.mode === 'replay') return 'replay';
    if (view.window.role === 'display') return 'elsewhere';
    if (!view.packs.some(({ counters }) => counters !== undefined)) return 'no-bms';
    return view.operation?.level === 'observe' ? undefined : 'not-observing';
  });

  override willUpdate(): void {
    const { draft } = this;
    this.composed.ask('draft', JSON.stringify(draft), () => this.ui.laboratory.compose(draft));
  }

  override render() {
    const { laboratory: t } = this.text.traffic;
    const composed = this.composed.answer;
    const obstacle = this.obstacle.value;
    return html`
      <section class="card" aria-labelledby="compose">
        <div class="head"><h2 id="compose">${t.compose}</h2></div>
        ${obstacle === undefined ? nothing : this.barrier(obstacle)}
        <form @submit=${this.submit}>
          ${this.packs.value.length > 1 ? html`<label class="wide">${t.to} ${this.addressees()}</label>` : nothing}
          <label class="wide">${t.what} ${this.choices()}</label>
          ${this.fields()}
          <button class="main" ?disabled=${obstacle !== undefined || this.sending || composed?.ok !== true}>${t.send}</button>
        </form>
        <p class="frame" aria-live="polite">
          ${this.composed.failure === undefined ? nothing : html`<span class="wrong">${this.text.traffic.map.failed}</span>`}
          ${
            composed?.ok === false
              ? html`<span class="wrong">${this.refusal(composed.refusal)}</span>`
              : composed && html`<span class="small quiet">${t.frame}:</span> <span class="mono">${bytesText(composed.message)}</span>`
          }
        </p>
        <p class="small quiet note">${t.noCan}</p>
      </section>
      <p role="status">${this.sending ? t.sending : (this.failure ?? (this.exchange && this.told(this.exchange)))}</p>
      ${
        this.exchange
          ? html`${this.exchange.answer ? html`<tb-byte-map .message=${this.exchange.answer}></tb-byte-map>` : nothing}
              <tb-byte-map .message=${this.exchange.request}></tb-byte-map>`
          : composed?.ok
            ? html`<tb-byte-map .message=${composed.message}></tb-byte-map>`
            : nothing
      }
    `;
  }

  private get draft(): Draft {
    const { choice } = this;
    switch (choice) {
      case 'bytes':
        return { kind: 'bytes', text: this.typed };
      case 'modbusRead':
      case 'readBlock':
        return { kind: 'reading', reading: { command: choice, address: numberIn(this.address), count: numberIn(this.count) } };
      case 'readRegisters': {
        const addresses = this.addresses.split(/[\s,;]+/).filter(Boolean);
        return { kind: 'reading', reading: { command: choice, addresses: addresses.map(numberIn) } };
      }
      case 'settings':
        return { kind: 'reading', reading: { command: choice, bound: this.bound, count: numberIn(this.count) } };
      default:
        return { kind: 'reading', reading: { command: choice } };
    }
  }

  private choices() {
    const { laboratory: t, commands } = this.text.traffic;
    const option = (choice: Choice, name: string) => html`<option value=${choice} ?selected=${choice === this.choice}>${name}</option>`;
    return html`<select @change=${(event: Event) => this.change(() => (this.choice = valueOf(event) as Choice))}>
      <optgroup label=${t.groups.registers}>${REGISTERS.map((command) => option(command, commands[command]))}</optgroup>
      <optgroup label=${t.groups.values}>${VALUES.map((command) => option(command, commands[command]))}</optgroup>
      ${option('bytes', t.groups.bytes)}
    </select>`;
  }

  private addressees() {
    return html`<select @change=${(event: Event) => this.change(() => (this.chosen = valueOf(event)))}>
      ${this.packs.value.map(({ id, serialNumber }) => html`<option value=${id} ?selected=${id === this.addressee}>${serialNumber}</option>`)}
    </select>`;
  }

  /** The chosen pack while it answers, else the first. */
  private get addressee(): string | undefined {
    const ids = this.packs.value.map(({ id }) => id);
    return this.chosen !== undefined && ids.includes(this.chosen) ? this.chosen : ids[0];
  }

  private fields() {
    const { laboratory: t } = this.text.traffic;
    const count = this.field(t.count, this.count, (value) => (this.count = value));
    switch (this.choice) {
      case 'bytes':
        return html`<label class="wide"
          >${t.bytes}
          <input
            class="mono"
            autocomplete="off"
            spellcheck="false"
            placeholder=${t.bytesHint}
            .value=${this.typed}
            @input=${(event: Event) => this.change(() => (this.typed = valueOf(event)))}
        /></label>`;
      case 'modbusRead':
      case 'readBlock':
        return html`${this.field(t.address, this.address, (value) => (this.address = value))}${count}`;
      case 'readRegisters':
        return html`<label class="wide"
          >${t.addresses}
          <input
            class="mono"
            autocomplete="off"
            .value=${this.addresses}
            @input=${(event: Event) => this.change(() => (this.addresses = valueOf(event)))}
        /></label>`;
      case 'settings':
        return html`<label class="wide"
            >${t.bound}
            <select @change=${(event: Event) => this.change(() => (this.bound = valueOf(event) as SettingBound))}>
              ${BOUNDS.map((bound) => html`<option value=${bound} ?selected=${bound === this.bound}>${t.bounds[bound]}</option>`)}
            </select></label
          >${count}`;
      default:
        return nothing;
    }
  }

  private field(name: string, value: string, set: (value: string) => void) {
    return html`<label
      >${name}
      <input inputmode="numeric" autocomplete="off" .value=${value} @input=${(event: Event) => this.change(() => set(valueOf(event)))}
    /></label>`;
  }

  private barrier(obstacle: Barrier | 'elsewhere') {
    const { laboratory: t } = this.text.traffic;
    return html`<p class="barrier">
      ${t.barriers[obstacle]} ${obstacle === 'not-observing' ? html`<a href=${hashOf('connection')}>${t.toOperation}</a>` : nothing}
    </p>`;
  }

  private refusal(refusal: DraftRefusal): string {
    const { commands, laboratory } = this.text.traffic;
    const { refusals: t } = laboratory;
    const f = this.format;
    switch (refusal.reason) {
      case 'header':
        return t.header(hexText(refusal.byte));
      case 'unknown-command':
        return t['unknown-command'](hexText(refusal.code));
      case 'not-reading':
        return t['not-reading'][refusal.effect](commands[refusal.command]);
      case 'length':
        return t.length(f.count(refusal.is), refusal.wanted === undefined ? undefined : f.count(refusal.wanted));
      case 'checksum':
        return t.checksum([...refusal.is].map(hexText).join(' '), [...refusal.wanted].map(hexText).join(' '));
      case 'registers':
        return t.registers(f.count(refusal.most));
      default:
        return t[refusal.reason];
    }
  }

  private told({ serialNumber, at, request, answer, failure, afterMs }: Exchange): string {
    const { laboratory: t } = this.text.traffic;
    const outcome = failure ?? (answer?.summary.kind === 'refusal' ? 'refused' : 'answered');
    return t.told(bytesText(request), serialNumber, this.format.clockSeconds(at), t.outcomes[outcome](this.format.milliseconds(afterMs)));
  }

  /** What is composed now is another request than the one that was answered. */
  private change(set: () => void): void {
    set();
    this.exchange = undefined;
    this.failure = undefined;
  }

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    if (!this.sending) void this.send();
  };

  private async send(): Promise<void> {
    const { laboratory: t } = this.text.traffic;
    this.sending = true;
    this.exchange = undefined;
    this.failure = undefined;
    try {
      const sent = await this.ui.laboratory.send(this.draft, this.addressee);
      if (sent.ok) this.exchange = sent.exchange;
      else if ('refusal' in sent) this.failure = this.refusal(sent.refusal);
      else this.failure = 'barrier' in sent ? t.barriers[sent.barrier] : t.barriers.elsewhere;
    } catch {
      this.failure = t.notReached;
    } finally {
      this.sending = false;
    }
  }
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}

/** NaN for anything but digits, so that nothing is ever sent for a typing error. */
function numberIn(text: string): number {
  return /^\d+$/.test(text.trim()) ? Number(text) : NaN;
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-laboratory': TbLaboratory;
  }
}
