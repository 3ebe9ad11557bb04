import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { portAccess, type PortAccess } from '../state/serial-support';
import type { Tone } from '../state/chain';
import { hashOf } from '../state/route';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { INTRO } from '../styles/intro';
import '../components/tb-app-card';
import '../components/tb-diagnostics-card';
import '../components/tb-manual-link';
import '../components/tb-state-mark';

const TONES: Readonly<Record<PortAccess, Tone>> = { serial: 'ok', usb: 'warning', none: 'warning' };

/** What this is, what it must not be relied on for, where it runs, and which build it is. */
@customElement('tb-about-page')
export class TbAboutPage extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    INTRO,
    css`
      .cards {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr));
        align-items: start;
        gap: var(--tb-space-4);
        max-width: 76rem;
      }
      h2 {
        margin-block-end: var(--tb-space-3);
      }
      li + li,
      p + p {
        margin-block-start: var(--tb-space-3);
      }
      .safety li {
        padding-inline-start: var(--tb-space-3);
        border-inline-start: 3px solid var(--tb-warning);
      }
      .stack {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--tb-space-4);
      }
      .to-interfaces,
      .to-licences {
        margin-block-start: var(--tb-space-3);
      }
      .here {
        margin-block-end: var(--tb-space-3);
        font-weight: 550;
      }
    `,
  ];

  override render() {
    const { about: t, pages, productName } = this.text;
    const access = portAccess();
    return html`
      <h1 tabindex="-1">${pages.about}</h1>
      <p class="intro">${productName}. ${t.what}</p>
      <div class="cards">
        <div class="stack">
          <section class="card" aria-labelledby="safety">
            <h2 id="safety">${t.safetyTitle}</h2>
            <ul class="safety">
              ${t.safety.map((text) => html`<li>${text}</li>`)}
            </ul>
            <tb-manual-link section="safety"></tb-manual-link>
          </section>
          <section class="card" aria-labelledby="build">
            <h2 id="build">${t.buildTitle}</h2>
            <p>${productName} ${__VERSION__}</p>
            <p class="quiet">${t.commit} <span class="mono">${__COMMIT__}</span></p>
          </section>
          <section class="card" aria-labelledby="licence">
            <h2 id="licence">${t.licenceTitle}</h2>
            <p>${t.licence}</p>
            <p class="quiet">${t.fontLicence}</p>
            <a class="button to-licences" href="licenses.txt" target="_blank" rel="noopener">${t.toLicences}</a>
          </section>
        </div>
        <div class="stack">
          <section class="card" aria-labelledby="browsers">
            <h2 id="browsers">${t.browsersTitle}</h2>
            <p class="here">
              <tb-state-mark tone=${TONES[access]}>${t.thisBrowser[access]}</tb-state-mark>
            </p>
            <ul>
              ${t.browsers.map((text) => html`<li>${text}</li>`)}
            </ul>
            <tb-manual-link section="browsers"></tb-manual-link>
          </section>
          <tb-app-card></tb-app-card>
          <tb-diagnostics-card></tb-diagnostics-card>
          <section class="card" aria-labelledby="interfaces">
            <h2 id="interfaces">${pages.interfaces}</h2>
            <p>${t.interfaces}</p>
            <a class="button to-interfaces" href=${hashOf('interfaces')}>${t.toInterfaces}</a>
          </section>
        </div>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-about-page': TbAboutPage;
  }
}
