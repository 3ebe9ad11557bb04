import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { channelOf, STREAM_TOPICS, type StreamTopic } from '../../interfaces/stream';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { CODE } from '../styles/code';
import { BASE, CARD, CONTROLS } from '../styles/shared';

/** The wires are told of for a while after somebody has asked [ms]. */
const ASK_EVERY_MS = 5_000;
/** A wire carries more than can be read. */
const DRAW_EVERY_MS = 500;

/** Listens to a channel as another page would. Nothing is heard before the owner wants it. */
@customElement('tb-channel-card')
export class TbChannelCard extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    CODE,
    css`
      h2 {
        margin-block-end: var(--tb-space-2);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--tb-space-3);
        margin-block: var(--tb-space-3);
      }
      label {
        flex: 1 1 12rem;
        min-width: 0;
        font-size: var(--tb-text-small);
      }
      .name {
        overflow-wrap: anywhere;
      }
      .code {
        margin-block-start: var(--tb-space-3);
      }
    `,
  ];

  @state() private topic: StreamTopic = 'telemetry';
  @state() private listening = false;
  @state() private heard = 0;
  private newest: unknown;
  private channel: BroadcastChannel | undefined;
  private timers: readonly ReturnType<typeof setInterval>[] = [];

  private readonly mode = new SelectController(this, ({ view }) => view?.mode ?? 'serial');

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  override updated(): void {
    // Another bridge runs: what was heard of the one before says nothing about it.
    if (this.listening && this.channel?.name !== channelOf(this.topic, this.mode.value)) this.listenAnew();
  }

  override render() {
    const { channels: t } = this.text.interfaces;
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title">${t.title}</h2>
        <p class="small quiet">${t.text}</p>
        <div class="row">
          <label>
            ${t.topic}
            <select @change=${this.onTopic}>
              ${STREAM_TOPICS.map((topic) => html`<option value=${topic} ?selected=${topic === this.topic}>${t.topics[topic]}</option>`)}
            </select>
          </label>
          <button aria-pressed=${this.listening ? 'true' : 'false'} @click=${() => (this.listening ? this.stop() : this.start())}>
            ${this.listening ? t.pause : t.start}
          </button>
        </div>
        <p class="small">${t.channel} <span class="name mono">${channelOf(this.topic, this.mode.value)}</span></p>
        ${
          this.listening || this.heard > 0
            ? html`<p class="small quiet">${this.heard === 0 ? t.waiting : t.heard(this.format.count(this.heard))}</p>`
            : nothing
        }
        ${
          this.newest === undefined
            ? nothing
            : html`<pre class="code" tabindex="0" role="region" aria-label=${t.newest}>${JSON.stringify(this.newest, undefined, 2)}</pre>`
        }
      </section>
    `;
  }

  private readonly onTopic = (event: Event): void => {
    this.topic = (event.target as HTMLSelectElement).value as StreamTopic;
    if (!this.listening) this.forget();
  };

  private listenAnew(): void {
    this.stop();
    this.forget();
    this.start();
  }

  private forget(): void {
    this.heard = 0;
    this.newest = undefined;
  }

  private start(): void {
    this.listening = true;
    let count = this.heard;
    const channel = new BroadcastChannel(channelOf(this.topic, this.mode.value));
    channel.onmessage = ({ data }: MessageEvent<{ readonly action?: unknown }>) => {
      if (data.action !== undefined) return;
      count++;
      this.newest = data;
    };
    this.channel = channel;
    const ask = (): void => {
      if (this.topic === 'uart' || this.topic === 'can') channel.postMessage({ action: 'listen' });
    };
    ask();
    this.timers = [setInterval(ask, ASK_EVERY_MS), setInterval(() => (this.heard = count), DRAW_EVERY_MS)];
  }

  private stop(): void {
    this.listening = false;
    this.channel?.close();
    this.channel = undefined;
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-channel-card': TbChannelCard;
  }
}
