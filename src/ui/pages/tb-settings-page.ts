import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Key, Section } from '../../configuration/key';
import type { Configuration } from '../../configuration/configuration';
import type { DisplaySettings } from '../../configuration/display';
import type { OptionEvent } from '../components/tb-option-row';
import { LatestController } from '../state/latest-controller';
import { OutcomeController } from '../state/outcome-controller';
import { hashOf } from '../state/route';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { FIELD } from '../styles/field';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { INTRO } from '../styles/intro';
import { FOLDED } from '../styles/folded';
import type { OptionGroup, OptionPath } from '../text/keys-settings';
import { settingName } from '../text/option-words';
import '../components/tb-configuration-card';
import '../components/tb-failure';
import '../components/tb-option-row';

const GROUPS: Readonly<Record<OptionGroup, readonly OptionPath[]>> = {
  display: ['display.theme', 'display.language', 'display.night', 'display.awake'],
  names: ['names.device', 'names.manufacturer', 'names.battery', 'gx.lostS'],
  can: ['can.bitrate', 'can.baudRate', 'can.listenOnly'],
  polling: [
    'polling.liveMs',
    'polling.timeoutMs',
    'polling.repeats',
    'polling.repeatDelayMs',
    'polling.slowestMs',
    'polling.latencyTargetMs',
    'polling.latencySlackMs',
    'polling.failures',
    'polling.slowerByMs',
    'polling.successes',
    'polling.fasterByMs',
  ],
  frames: [
    'frames.temperature',
    'frames.fastMs',
    'frames.cellsMs',
    'frames.namesMs',
    'frames.cells',
    'frames.modules',
    'frames.product',
    'frames.capacity',
    'frames.family',
    'frames.serial',
    'frames.energy',
  ],
  operation: ['operation.autoStart', 'watchdog.timeoutS', 'watchdog.takeOver'],
  log: ['log.level', 'log.limitChanges', 'log.stored', 'log.console', 'log.segmentKilobytes', 'log.segmentCount', 'log.incidents'],
  history: [
    'storage.enabled',
    'history.fullHours',
    'history.secondDays',
    'history.minuteDays',
    'history.quarterYears',
    'history.totalMegabytes',
  ],
  traffic: ['traffic.keptMegabytes', 'traffic.storeSerial', 'traffic.storeCan', 'traffic.storedMegabytes'],
  interfaces: ['interfaces.telemetryMs', 'interfaces.windowMs'],
};
/** Rarely needed, and long. */
const LONG_GROUPS: readonly OptionGroup[] = ['frames', 'polling'];
const ELSEWHERE = ['charge', 'alarms', 'connection', 'bms'] as const;

/** Everything that can be set and has no page of its own, and the configuration as a whole. */
@customElement('tb-settings-page')
export class TbSettingsPage extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    FIELD,
    INTRO,
    FOLDED,
    css`
      .search {
        max-width: 26rem;
        margin-block-end: var(--tb-space-4);
      }
      .search input {
        text-align: start;
      }
      .search label {
        margin-block-end: var(--tb-space-1);
        font-size: var(--tb-text-small);
      }
      .cards {
        columns: 32rem 2;
        column-gap: var(--tb-space-4);
      }
      .cards > * {
        break-inside: avoid;
        margin-block-end: var(--tb-space-4);
      }
      .help {
        margin-block: var(--tb-space-1) var(--tb-space-3);
      }
      .elsewhere li {
        padding-block-end: var(--tb-space-2);
        border-block-start: var(--tb-line) solid var(--tb-hairline);
      }
      .elsewhere a {
        display: inline-flex;
        align-items: center;
        min-height: var(--tb-target);
        min-width: var(--tb-target);
        font-weight: 550;
      }
    `,
  ];

  private readonly configuration = new SelectController(this, ({ view }) => view?.configuration);
  private readonly table = new LatestController<Readonly<Record<string, Section>>>(this);
  private readonly outcome = new OutcomeController(this);
  @state() private wanted = '';
  private last: Promise<void> = Promise.resolve();
  /** Whose change has failed. */
  @state() private changed: string | undefined;

  override willUpdate(): void {
    this.table.ask('table', '', () => this.ui.configuration.table());
  }

  override render() {
    const { pages, settings: t } = this.text;
    const configuration = this.configuration.value;
    const table = this.table.answer;
    return html`
      <h1 tabindex="-1">${pages.settings}</h1>
      <p class="intro quiet">${t.intro}</p>
      <div class="search">
        <label for="search">${t.search}</label>
        <input
          id="search"
          type="search"
          autocomplete="off"
          .value=${this.wanted}
          @input=${({ target }: Event) => (this.wanted = (target as HTMLInputElement).value)}
        />
      </div>
      ${configuration && table ? this.cards({ ...configuration, display: this.ui.preferences.settings }, table) : html`<p>${this.text.starting}</p>`}
    `;
  }

  private cards(values: Configuration & { readonly display: DisplaySettings }, table: Readonly<Record<string, Section>>) {
    const { settings: t } = this.text;
    const groups = Object.entries(GROUPS).map(([name, paths]) => this.group(name as OptionGroup, paths, values, table));
    const nothingFound = groups.every((card) => card === nothing);
    return html`
      <div class="cards">
        ${this.wanted.trim() === '' ? html`<tb-configuration-card></tb-configuration-card>` : nothing} ${groups}
        ${this.wanted.trim() === '' ? this.elsewhere() : nothing} ${nothingFound ? html`<p role="status">${t.nothingFound}</p>` : nothing}
      </div>
    `;
  }

  private group(
    name: OptionGroup,
    paths: readonly OptionPath[],
    values: Configuration & { readonly display: DisplaySettings },
    table: Readonly<Record<string, Section>>,
  ) {
    const { title, help } = this.text.settings.groups[name];
    const found = paths.filter((path) => this.isWanted(path, title));
    if (found.length === 0) return nothing;
    const rows = found.map((path) => this.row(path, values, table));
    const isLong = LONG_GROUPS.includes(name);
    const failed = found.some((path) => path === this.changed) ? this.outcome.failure : undefined;
    return html`
      <section class="card ${isLong ? 'folded' : ''}" aria-labelledby="group-${name}">
        ${
          isLong
            ? html`<details ?open=${this.wanted.trim() !== ''}>
                <summary><tb-icon small name="open"></tb-icon><span id="group-${name}">${title}</span></summary>
                <p class="help small quiet">${help}</p>
                ${rows}
              </details>`
            : html`<h2 id="group-${name}">${title}</h2>
                <p class="help small quiet">${help}</p>
                ${rows}`
        }
        <tb-failure .failure=${failed}></tb-failure>
      </section>
    `;
  }

  private row(path: OptionPath, values: Configuration & { readonly display: DisplaySettings }, table: Readonly<Record<string, Section>>) {
    const [section = '', key = ''] = path.split('.');
    const row: Key<unknown> | undefined = table[section]?.[key];
    if (!row) return nothing;
    const value = (values[section as keyof typeof values] as Readonly<Record<string, unknown>>)[key];
    return html`<tb-option-row
      path=${path}
      help=${this.text.settings.options[path].help}
      .row=${row}
      .value=${value}
      @tb-option=${(event: OptionEvent) => void this.set(section, key, event)}
    ></tb-option-row>`;
  }

  private elsewhere() {
    const { pages, settings: t } = this.text;
    return html`
      <section class="card elsewhere" aria-labelledby="elsewhere">
        <h2 id="elsewhere">${t.elsewhereTitle}</h2>
        <ul>
          ${ELSEWHERE.map(
            (page) =>
              html`<li>
                <a href=${hashOf(page)}>${pages[page]}</a>
                <p class="small quiet">${t.elsewhere[page]}</p>
              </li>`,
          )}
        </ul>
      </section>
    `;
  }

  private isWanted(path: OptionPath, group: string): boolean {
    const wanted = plain(this.wanted);
    const { help } = this.text.settings.options[path];
    const name = settingName({ text: this.text, format: this.format, table: undefined }, path);
    return [group, name, help, path].some((text) => plain(text).includes(wanted));
  }

  private async set(section: string, key: string, { detail }: OptionEvent): Promise<void> {
    const { preferences, bridge } = this.ui;
    if (section === 'display') {
      preferences.settings = { ...preferences.settings, [key]: detail.value };
      return;
    }
    // One after the other: none is lost when two follow each other closely.
    this.last = this.last.then(() => {
      this.changed = detail.path;
      return this.outcome.run(() => bridge.configure({ [section]: { [key]: detail.value } }));
    });
    await this.last;
  }
}

/** Without accents and capitals, as people search. */
function plain(text: string): string {
  return text.trim().toLocaleLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-settings-page': TbSettingsPage;
  }
}
