import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { WorkshopView } from '../../bridge/workshop-contract';
import type { Review } from '../../workshop/review';
import type { Changes } from '../../workshop/settings';
import { LatestController } from '../state/latest-controller';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { WorkshopController } from '../state/workshop-controller';
import { workshopDraft } from '../state/workshop-draft';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { INTRO } from '../styles/intro';
import type { WorkshopTab } from '../text/keys-workshop';
import type { TbReviewDialog } from '../components/bms/tb-review-dialog';
import type { TabEvent } from '../components/tb-tabs';
import '../components/tb-failure';
import '../components/tb-state-mark';
import '../components/tb-tabs';
import '../components/bms/tb-bms-commands';
import '../components/bms/tb-bms-events';
import '../components/bms/tb-bms-facts';
import '../components/bms/tb-guides';
import '../components/bms/tb-review-dialog';
import '../components/bms/tb-settings-list';
import '../components/bms/tb-snapshots';
import '../components/bms/tb-writing-card';

const TABS: readonly WorkshopTab[] = ['settings', 'guides', 'snapshots', 'events', 'device'];

/** Changes and what was said of them. */
interface Looked {
  readonly changes: Changes;
  readonly review: Review | undefined;
}

/** The workshop: the BMS itself, its settings, snapshots, events and commands. */
@customElement('tb-bms-page')
export class TbBmsPage extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    INTRO,
    css`
      .device {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--tb-space-2) var(--tb-space-5);
        margin-block-end: var(--tb-space-3);
      }
      .device p:first-child {
        flex: 1;
        min-width: min(100%, 18rem);
      }
      .notes {
        display: grid;
        gap: var(--tb-space-1);
        margin-block-end: var(--tb-space-4);
      }
      .notes tb-state-mark {
        align-items: start;
      }
      .bar {
        position: sticky;
        inset-block-end: var(--tb-space-3);
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--tb-space-2) var(--tb-space-4);
        padding: var(--tb-space-3) var(--tb-space-4);
        border: var(--tb-line) solid var(--tb-accent);
        border-radius: var(--tb-radius-3);
        background: var(--tb-accent-soft);
      }
      .bar p {
        flex: 1;
        min-width: 10rem;
      }
      @media (max-width: 44rem) {
        .bar {
          inset-block-end: 4.75rem;
        }
      }
      .stack {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--tb-space-4);
      }
    `,
  ];

  @state() private tab: WorkshopTab = 'settings';
  @query('tb-review-dialog') private readonly dialog!: TbReviewDialog;

  /** The window that has the BMS, while this one only shows what that one knows. */
  private readonly elsewhere = new SelectController(this, ({ view }) => (view?.window.role === 'display' ? view.window.sender : undefined));
  private readonly workshop = new WorkshopController(this);
  private readonly looked = new LatestController<Looked>(this);
  private readonly outcome = new OutcomeController(this);
  /** What has been read without being asked for, so that it is tried once. */
  private lookedAt: string | undefined;

  override willUpdate(): void {
    const { view } = this.workshop;
    if (!view) return;
    const serialNumber = view.device?.serialNumber;
    if (serialNumber !== undefined) workshopDraft.use(`${view.mode} ${serialNumber}`);
    const { changes } = workshopDraft;
    const readAt = view.profile?.readAt;
    if (readAt !== undefined) {
      this.looked.ask(`${serialNumber}`, `${readAt} ${JSON.stringify(changes)}`, async () => ({
        changes,
        review: await this.ui.workshop.review(changes),
      }));
    }
  }

  override updated(_changed: PropertyValues): void {
    this.lookOnce();
  }

  override render() {
    const { workshop: t, pages } = this.text;
    const { view } = this.workshop;
    return html`
      <h1 tabindex="-1">${pages.bms}</h1>
      <p class="intro quiet">${t.intro}</p>
      ${view ? this.content(view) : nothing}
    `;
  }

  private content(view: WorkshopView) {
    const { workshop: t } = this.text;
    const { profile, device, busy, writing } = view;
    if (!device && !profile) return html`<p class="card">${t.noDevice}</p>`;
    return html`
      <div class="device">
        <p>${device ? html`<span class="mono">${device.serialNumber}</span> <span class="quiet">${t.identity(device)}</span>` : nothing}</p>
        <p class="small quiet" role="status">
          ${busy ? t.busy[busy] : profile ? t.readAt(this.format.clockSeconds(profile.readAt)) : nothing}
        </p>
        <button ?disabled=${!device || busy !== undefined} @click=${() => void this.read()}>${profile ? t.readAgain : t.read}</button>
      </div>
      <tb-failure .failure=${this.outcome.failure}></tb-failure>
      ${this.notes(view)}
      <div @propose-changes=${(event: CustomEvent<Changes>) => void this.propose(event.detail)}>
        ${
          writing
            ? html`<tb-writing-card
                .writing=${writing}
                .settings=${profile?.settings ?? []}
                ?connected=${device !== undefined && busy === undefined}
                ?elsewhere=${this.isElsewhere}
                @stop-writing=${() => void this.ui.workshop.stopWriting()}
                @close-writing=${() => void this.outcome.run(() => this.ui.workshop.closeWriting())}
                @read-bms=${() => void this.read()}
              ></tb-writing-card>`
            : nothing
        }
        <tb-tabs
          .tabs=${TABS.map((id) => ({ id, name: t.tabs[id] }))}
          chosen=${this.tab}
          label=${t.tabList}
          @tb-tab=${(event: TabEvent) => (this.tab = event.detail as WorkshopTab)}
        >
          <div class="stack">${this.panel(view)}</div>
        </tb-tabs>
      </div>
      <tb-review-dialog .review=${this.review} .settings=${profile?.settings ?? []} @write=${() => void this.write()}></tb-review-dialog>
    `;
  }

  private notes({ profile, device }: WorkshopView) {
    const { workshop: t } = this.text;
    const lost = !device;
    const absent = profile?.absent ?? [];
    const sender = this.elsewhere.value;
    if (!lost && absent.length === 0 && (profile?.missing ?? []).length === 0 && sender === undefined) return nothing;
    return html`<div class="notes small">
      ${sender === undefined ? nothing : html`<tb-state-mark tone="idle">${t.elsewhere(this.format.count(sender))}</tb-state-mark>`}
      ${lost ? html`<tb-state-mark tone="warning">${t.lost}</tb-state-mark>` : nothing}
      ${(profile?.missing ?? []).map((missing) => html`<tb-state-mark tone="warning">${t.missing[missing]}</tb-state-mark>`)}
      ${absent.length === 0 ? nothing : html`<p class="quiet">${t.absent(absent.map((id) => t.settings[id].name).join(', '))}</p>`}
    </div>`;
  }

  private panel({ profile, device, busy, facts, command, snapshots, events }: WorkshopView) {
    const locked = !device || busy !== undefined || this.isElsewhere;
    switch (this.tab) {
      case 'settings':
        if (!profile) return nothing;
        return html`
          <tb-settings-list
            .profile=${profile}
            .draft=${workshopDraft}
            .review=${this.review}
            ?locked=${busy === 'writing' || this.isElsewhere}
            @draft-changed=${() => this.requestUpdate()}
          ></tb-settings-list>
          ${workshopDraft.isEmpty ? nothing : this.bar(locked)}
        `;
      case 'guides':
        return html`<tb-guides
          .settings=${profile?.settings ?? []}
          .pins=${this.review?.pins ?? []}
          ?locked=${locked || !profile}
        ></tb-guides>`;
      case 'snapshots':
        return html`<tb-snapshots
          .settings=${profile?.settings ?? []}
          .version=${snapshots}
          .readAt=${profile?.readAt ?? 0}
          ?elsewhere=${this.isElsewhere}
          ?hasFactory=${profile?.settings.some(({ factory }) => factory !== undefined) ?? false}
        ></tb-snapshots>`;
      case 'events':
        return html`<tb-bms-events .version=${events} .device=${device?.serialNumber ?? ''}></tb-bms-events>`;
      case 'device':
        return html`
          <tb-bms-facts .identity=${device} .facts=${facts}></tb-bms-facts>
          <tb-bms-commands .command=${command} ?locked=${locked || (profile?.missing.includes('commands') ?? true)}></tb-bms-commands>
        `;
    }
  }

  private bar(locked: boolean) {
    const { bar: t } = this.text.workshop;
    const { changes, unreadable } = workshopDraft;
    const review = this.review;
    const count = Object.keys(changes).length;
    const wrong = unreadable.size + (review?.problems ?? []).filter(({ severity }) => severity === 'forbidden').length;
    return html`
      <div class="bar">
        <p>
          <strong>${t.changes(count, this.format.count(count))}</strong>
          ${wrong === 0 ? nothing : html` · <tb-state-mark tone="alarm">${t.problems(wrong, this.format.count(wrong))}</tb-state-mark>`}
        </p>
        <button @click=${() => this.discard()}>${t.discard}</button>
        <button class="main" ?disabled=${locked || unreadable.size > 0 || count === 0} @click=${() => void this.dialog.open()}>
          ${t.review}
        </button>
      </div>
    `;
  }

  private get isElsewhere(): boolean {
    return this.elsewhere.value !== undefined;
  }

  /** Of the changes as they are now: what was said of others must not let these through. */
  private get review(): Review | undefined {
    const { answer } = this.looked;
    return answer?.changes === workshopDraft.changes ? answer.review : undefined;
  }

  /** A BMS that nobody has looked at yet, or that is back after an interruption, is read by itself. */
  private lookOnce(): void {
    const { view } = this.workshop;
    if (!view?.device || view.busy !== undefined) return;
    const { profile, writing, device } = view;
    const interrupted = writing?.state === 'interrupted' && !writing.ways;
    if (profile && !interrupted) return;
    const key = `${view.mode} ${device.serialNumber} ${interrupted ? writing.startedAt : ''}`;
    if (key === this.lookedAt) return;
    this.lookedAt = key;
    void this.read();
  }

  private read(): Promise<void> {
    return this.outcome.run(() => this.ui.workshop.read());
  }

  /** Changes of another origin take the place of the draft, and are looked at at once. */
  private async propose(changes: Changes): Promise<void> {
    workshopDraft.replace(changes);
    this.tab = 'settings';
    this.requestUpdate();
    await this.updateComplete;
    await this.dialog.open();
  }

  private async write(): Promise<void> {
    const { changes } = workshopDraft;
    await this.outcome.run(() => this.ui.workshop.write(changes));
    if (this.outcome.failure === undefined) this.discard();
    this.renderRoot.querySelector('h1')?.scrollIntoView({ block: 'start' });
  }

  private discard(): void {
    workshopDraft.clear();
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-bms-page': TbBmsPage;
  }
}
