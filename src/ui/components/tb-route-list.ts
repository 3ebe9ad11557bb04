import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ROUTES } from '../../interfaces/answer';
import { type AbsentRoute, type Route, TOPICS } from '../../interfaces/route';
import { ABSENT_ROUTES } from '../../interfaces/routes/absent-routes';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { FOLDED } from '../styles/folded';
import './tb-icon';
import './tb-route-trial';

const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method} ${path}`;

/** Every route by what it is about, what it answers, and a way to try it. */
@customElement('tb-route-list')
export class TbRouteList extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    FOLDED,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--tb-space-3);
      }
      summary .quiet {
        margin-inline-start: auto;
        font-weight: 450;
        font-variant-numeric: tabular-nums;
      }
      li {
        padding-block: var(--tb-space-2);
        border-block-start: var(--tb-line) solid var(--tb-hairline);
      }
      .route {
        display: grid;
        grid-template-columns: 4.5rem minmax(0, 1fr) auto;
        align-items: center;
        gap: 0 var(--tb-space-3);
      }
      .method {
        grid-row: span 2;
        align-self: start;
        padding-block-start: 0.2rem;
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
        font-weight: 600;
      }
      .method.writes {
        color: var(--tb-accent);
      }
      .path {
        overflow-wrap: anywhere;
      }
      .says {
        grid-column: 2;
      }
      .route button {
        grid-area: 1 / 3 / 3 / 4;
      }
      .path {
        grid-column: 2;
        grid-row: 1;
        font-size: 0.9375rem;
      }
      @media (max-width: 44rem) {
        .route {
          grid-template-columns: minmax(0, 1fr) auto;
          gap: 0 var(--tb-space-2);
        }
        .method {
          grid-area: 1 / 1 / 2 / 2;
          align-self: center;
        }
        .route button {
          grid-area: 1 / 2 / 2 / 3;
        }
        .path {
          grid-area: 2 / 1 / 3 / 3;
        }
        .says {
          grid-area: 3 / 1 / 4 / 3;
        }
      }
    `,
  ];

  /** The one that is being tried. */
  @state() private tried: Route | undefined;

  override render() {
    const { interfaces: t } = this.text;
    return html`
      ${TOPICS.map((topic) => {
        const routes = ROUTES.filter((route) => route.topic === topic);
        return this.group(t.topics[topic], routes.length, html`${routes.map((route) => this.row(route))}`, topic === 'status');
      })}
      ${this.group(t.topics.absent, ABSENT_ROUTES.length, html`${ABSENT_ROUTES.map((route) => this.absentRow(route))}`, false)}
    `;
  }

  private group(title: string, count: number, rows: unknown, open: boolean) {
    return html`
      <details class="card folded" ?open=${open}>
        <summary><tb-icon small name="open"></tb-icon>${title}<span class="quiet">${this.format.count(count)}</span></summary>
        <ul>
          ${rows}
        </ul>
      </details>
    `;
  }

  private row(route: Route) {
    const { interfaces: t } = this.text;
    const { id, method, path, writes } = route;
    const isTried = route === this.tried;
    return html`
      <li>
        <div class="route">
          <span class="method ${writes ? 'writes' : ''}">${method}</span>
          <span class="path mono">${path}</span>
          <span class="says small quiet"> ${t.routes[id]} ${writes ? html`(${t.needsToken})` : nothing} </span>
          <button
            aria-expanded=${isTried ? 'true' : 'false'}
            aria-label=${isTried ? t.close : t.tryName(nameOf(route))}
            @click=${() => (this.tried = isTried ? undefined : route)}
          >
            ${isTried ? t.close : t.try}
          </button>
        </div>
        ${isTried ? html`<tb-route-trial .route=${route}></tb-route-trial>` : nothing}
      </li>
    `;
  }

  private absentRow({ id, method, path }: AbsentRoute) {
    return html`
      <li>
        <div class="route">
          <span class="method">${method}</span>
          <span class="path mono">${path}</span>
          <span class="says small quiet">${this.text.interfaces.absent[id]}</span>
        </div>
      </li>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-route-list': TbRouteList;
  }
}
