import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { type Tone, chainOf, statesOf } from '../state/chain';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE } from '../styles/shared';
import type { IconName } from './tb-icon';
import './tb-icon';
import './tb-state-mark';

/** BMS, bridge, CAN adapter and GX with the links between them: whether the whole way works, at a glance. */
@customElement('tb-chain')
export class TbChain extends TbElement {
  static override styles = [
    BASE,
    css`
      :host {
        container-type: inline-size;
      }
      ol {
        display: flex;
        align-items: stretch;
      }
      li {
        display: flex;
        flex: 1 1 auto;
        align-items: center;
        min-width: 0;
      }
      li:first-child {
        flex: none;
      }
      li:not(:first-child)::before {
        content: '';
        flex: 1 1 var(--tb-space-3);
        min-width: var(--tb-space-2);
        border-block-start: 2px dashed var(--tb-edge);
      }
      li.joined:not(:first-child)::before {
        border-block-start-style: solid;
        border-color: var(--tb-quiet);
      }
      a {
        display: flex;
        align-items: center;
        gap: var(--tb-space-2);
        min-height: var(--tb-target);
        min-width: var(--tb-target);
        padding: var(--tb-space-1) var(--tb-space-3);
        border-radius: var(--tb-radius-2);
        color: inherit;
        line-height: 1.3;
        text-decoration: none;
      }
      a:hover {
        background: var(--tb-raised);
      }
      .icon {
        color: var(--tb-quiet);
      }
      .name {
        display: block;
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      .words {
        min-width: 0;
      }
      .short {
        display: none;
      }
      tb-state-mark {
        font-weight: 550;
        white-space: nowrap;
      }
      @container (max-width: 52rem) {
        .icon {
          display: none;
        }
        a {
          padding-inline: var(--tb-space-2);
        }
      }
      @container (max-width: 36rem) {
        ol {
          display: grid;
          grid-template-columns: repeat(4, minmax(min-content, auto));
          gap: var(--tb-space-1);
          justify-content: space-between;
        }
        li:not(:first-child)::before {
          display: none;
        }
        .long {
          display: none;
        }
        .short {
          display: inline;
        }
        a {
          align-items: start;
          padding: var(--tb-space-1) 0;
        }
        .name,
        tb-state-mark {
          font-size: 0.75rem;
        }
        .words {
          position: relative;
        }
        .name {
          padding-inline-start: 1rem;
          white-space: nowrap;
        }
        tb-state-mark {
          gap: 0;
          white-space: normal;
          overflow-wrap: anywhere;
        }
        /* Beside the name: the words below have all the width there is. */
        tb-state-mark::part(shape) {
          position: absolute;
          inset: 0 auto auto -0.25rem;
        }
      }
    `,
  ];

  constructor() {
    super();
    // What it shows is the present whenever it is drawn: at once when a state has changed, and with the other figures for an age.
    void new SelectController(this, statesOf);
    void new SelectController(this, chainOf, 'figures');
  }

  override render() {
    const { bms, bridge, can, gx } = chainOf(this.ui.store.snapshot);
    const works = ({ tone }: { readonly tone: Tone }): boolean => tone === 'ok';
    const { chain: t } = this.text;
    const age = (ms: number | undefined): string => this.format.duration(ms);
    return html`
      <ol aria-label=${this.text.shell.chain}>
        ${this.link('bms', t.bms, t.bmsStates[bms.state](age(bms.age)), bms.tone, false)}
        ${this.link('bridge', t.bridge, t.bridgeStates[bridge.state], bridge.tone, works(bms))}
        ${this.link('can', { long: t.can, short: t.canShort }, t.canStates[can.state], can.tone, works(bridge) && works(can))}
        ${this.link('gx', t.gx, t.gxStates[gx.state](age(gx.age)), gx.tone, works(can) && works(gx))}
      </ol>
    `;
  }

  private link(
    icon: IconName,
    name: string | { readonly long: string; readonly short: string },
    state: string,
    tone: Tone,
    joined: boolean,
  ) {
    return html`
      <li class=${joined ? 'joined' : ''}>
        <a href="#/connection">
          <tb-icon class="icon" name=${icon}></tb-icon>
          <span class="words">
            <span class="name">
              ${typeof name === 'string' ? name : html`<span class="long">${name.long}</span><span class="short">${name.short}</span>`}
            </span>
            <tb-state-mark tone=${tone}>${state}</tb-state-mark>
          </span>
        </a>
      </li>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-chain': TbChain;
  }
}
