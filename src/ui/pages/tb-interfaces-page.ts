import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { isAttended } from '../interfaces/trial';
import { AppController } from '../state/app-controller';
import { TbElement } from '../state/tb-element';
import { CODE } from '../styles/code';
import { BASE, CARD } from '../styles/shared';
import { INTRO } from '../styles/intro';
import '../components/tb-channel-card';
import '../components/tb-route-list';
import '../components/tb-state-mark';
import '../components/tb-token-card';

const READING = `const answer = await fetch('api/status');
const { mode, live_data } =
  await answer.json();
if (mode === 'serial')
  show(live_data.voltage);`;

const LISTENING = `import { BridgeSocket } from
  './interfaces/bridge-socket.js';
const socket = new BridgeSocket('/ws');
socket.onmessage = ({ data }) =>
  show(JSON.parse(data).voltage);`;

/** What other programs can ask of the bridge, and a place to try it. */
@customElement('tb-interfaces-page')
export class TbInterfacesPage extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CODE,
    INTRO,
    css`
      .unattended {
        margin-block-end: var(--tb-space-4);
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 24rem);
        align-items: start;
        gap: var(--tb-space-4);
      }
      .aside {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--tb-space-4);
      }
      h2 {
        margin-block-end: var(--tb-space-2);
      }
      .code {
        margin-block: var(--tb-space-2) var(--tb-space-3);
      }
      @media (max-width: 70rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  /** The service worker may begin to look after the page while it is shown. */
  private readonly app = new AppController(this);

  override render() {
    const { interfaces: t, pages } = this.text;
    const attended = this.app.state.offline !== 'unavailable' && isAttended();
    return html`
      <h1 tabindex="-1">${pages.interfaces}</h1>
      <p class="intro">${t.intro}</p>
      ${attended ? nothing : html`<p class="unattended"><tb-state-mark tone="warning">${t.unattended}</tb-state-mark></p>`}
      <div class="columns">
        <tb-route-list></tb-route-list>
        <div class="aside">
          <tb-token-card></tb-token-card>
          <tb-channel-card></tb-channel-card>
          <section class="card" aria-labelledby="programs">
            <h2 id="programs">${t.programs.title}</h2>
            <p class="small quiet">${t.programs.text}</p>
            <pre class="code" tabindex="0" role="region" aria-label=${t.programs.title}>${READING}</pre>
            <p class="small quiet">${t.programs.shim}</p>
            <pre class="code" tabindex="0" role="region" aria-label=${t.programs.shim}>${LISTENING}</pre>
          </section>
        </div>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-interfaces-page': TbInterfacesPage;
  }
}
