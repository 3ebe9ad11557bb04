import { html, type TemplateResult } from 'lit';
import type { Page } from '../state/route';

interface PagePart {
  /** Brings the code of the page: only what is looked at is loaded. */
  readonly load: () => Promise<unknown>;
  readonly render: () => TemplateResult;
}

/** Every page of the app. */
export const PAGE_PARTS: Readonly<Record<Page, PagePart>> = {
  overview: { load: () => import('./tb-overview-page'), render: () => html`<tb-overview-page></tb-overview-page>` },
  charge: { load: () => import('./tb-charge-page'), render: () => html`<tb-charge-page></tb-charge-page>` },
  history: { load: () => import('./tb-history-page'), render: () => html`<tb-history-page></tb-history-page>` },
  bms: { load: () => import('./tb-bms-page'), render: () => html`<tb-bms-page></tb-bms-page>` },
  alarms: { load: () => import('./tb-alarms-page'), render: () => html`<tb-alarms-page></tb-alarms-page>` },
  connection: { load: () => import('./tb-connection-page'), render: () => html`<tb-connection-page></tb-connection-page>` },
  commissioning: {
    load: () => import('./tb-commissioning-page'),
    render: () => html`<tb-commissioning-page></tb-commissioning-page>`,
  },
  wire: { load: () => import('./tb-wire-page'), render: () => html`<tb-wire-page></tb-wire-page>` },
  log: { load: () => import('./tb-log-page'), render: () => html`<tb-log-page></tb-log-page>` },
  simulator: { load: () => import('./tb-simulator-page'), render: () => html`<tb-simulator-page></tb-simulator-page>` },
  manual: { load: () => import('./tb-manual-page'), render: () => html`<tb-manual-page></tb-manual-page>` },
  settings: { load: () => import('./tb-settings-page'), render: () => html`<tb-settings-page></tb-settings-page>` },
  interfaces: { load: () => import('./tb-interfaces-page'), render: () => html`<tb-interfaces-page></tb-interfaces-page>` },
  about: { load: () => import('./tb-about-page'), render: () => html`<tb-about-page></tb-about-page>` },
};
