import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Mode } from '../../bridge/contract';
import type { IncidentCause, IncidentHead } from '../../bridge/incident-contract';
import { bundleName, writeIncident } from '../bundle/write-bundle';
import { NothingToWrite } from '../export/save-file';
import { FileController } from '../state/file-controller';
import { LatestController } from '../state/latest-controller';
import { openFile } from '../state/open-file';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import type { TbConfirm } from './tb-confirm';
import './tb-confirm';
import './tb-failure';
import './tb-file-progress';
import './tb-icon';

/** What was kept of each fault by itself: shown, saved, let go. */
@customElement('tb-incidents')
export class TbIncidents extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    css`
      p {
        max-width: 44rem;
      }
      ul {
        max-height: 26rem;
        margin-block-start: var(--tb-space-3);
        overflow-y: auto;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--tb-space-2) var(--tb-space-4);
        padding-block: var(--tb-space-2);
        border-block-start: var(--tb-line) solid var(--tb-hairline);
      }
      .what {
        flex: 1 1 18rem;
      }
      .what .small {
        display: block;
        font-variant-numeric: tabular-nums;
      }
      .buttons {
        gap: var(--tb-space-2);
      }
    `,
  ];

  @property({ attribute: false }) mode: Mode = 'serial';
  /** Another number asks for the list again. */
  @property({ type: Number }) looks = 0;
  @state() private changes = 0;

  @query('tb-confirm') private readonly confirm!: TbConfirm;

  private readonly heads = new LatestController<readonly IncidentHead[]>(this);
  private readonly file = new FileController(this);
  private readonly outcome = new OutcomeController(this);
  /** A fault that comes or goes is when the list changes. */
  private readonly faults = new SelectController(this, ({ view }) => view?.faults.map(({ code, subject }) => `${code} ${subject}`).join());

  override willUpdate(): void {
    const question = `${this.looks} ${this.changes} ${this.faults.value}`;
    this.heads.ask(this.mode, question, () => this.ui.incidents.list(this.mode));
  }

  override render() {
    const { incidents: t } = this.text.files;
    const heads = this.heads.answer ?? [];
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head"><h2 id="title">${t.title(this.format.count(heads.length))}</h2></div>
        <p class="quiet">${t.text}</p>
        ${
          heads.length === 0
            ? html`<p class="quiet">${t.none}</p>`
            : html`<ul>
                ${heads.map((head) => this.row(head))}
              </ul>`
        }
        <tb-file-progress .progress=${this.file.progress} .empty=${t.gone} @tb-cancel=${() => this.file.cancel()}></tb-file-progress>
        <tb-failure .failure=${this.outcome.failure}></tb-failure>
      </section>
      <tb-confirm></tb-confirm>
    `;
  }

  private row(head: IncidentHead) {
    const { incidents: t } = this.text.files;
    const f = this.format;
    const [cause, ...more] = head.causes;
    return html`
      <li>
        <span class="what">
          ${cause ? this.cause(cause) : nothing}
          ${more.length > 0 ? html`<span class="quiet">${t.more(f.count(more.length))}</span>` : nothing}
          <span class="quiet small">${f.moment(head.id)} · ${head.complete ? f.span((head.to - head.from) / 1000) : t.growing}</span>
        </span>
        <span class="buttons">
          <button @click=${() => this.show(head)}>${t.show}</button>
          <button ?disabled=${this.file.busy} @click=${() => this.save(head)}><tb-icon small name="save"></tb-icon>${t.save}</button>
          <button @click=${() => this.letGo(head)}>${t.remove}</button>
        </span>
      </li>
    `;
  }

  private cause(cause: IncidentCause): string {
    return cause.kind === 'fault' ? this.text.faults[cause.code].title : this.text.alarms.items[cause.item].name;
  }

  /** @throws NothingToWrite when it has been let go meanwhile */
  private async content({ mode, id }: IncidentHead): Promise<Blob> {
    const incident = await this.ui.incidents.read(mode, id);
    if (!incident) throw new NothingToWrite();
    return writeIncident(incident, { now: Date.now(), browser: navigator.userAgent });
  }

  private save(head: IncidentHead): Promise<void> {
    return this.file.save(bundleName('incident', head.mode, head.id), () => this.content(head));
  }

  /** By the same way as a file from elsewhere. */
  private show(head: IncidentHead): Promise<void> {
    return this.outcome.run(async () => {
      const content = await this.content(head);
      const name = bundleName('incident', head.mode, head.id);
      await openFile(this.ui, name, content);
    });
  }

  private async letGo({ mode, id }: IncidentHead): Promise<void> {
    if (!(await this.confirm.ask(this.text.files.incidents.removeConfirm))) return;
    await this.outcome.run(() => this.ui.incidents.remove(mode, id));
    this.changes += 1;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-incidents': TbIncidents;
  }
}
