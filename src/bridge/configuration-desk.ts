import type { PackSettings } from '../battery/pack';
import { DEFAULT_CONFIGURATION, readSection, SECTIONS, type Configuration } from '../configuration/configuration';
import { DISPLAY, type DisplaySettings } from '../configuration/display';
import { readFile, readPart, writeFile, type ExportKind } from '../configuration/document';
import { isSame } from '../configuration/json';
import type { Section } from '../configuration/key';
import { difference, draft, type ConfigurationState, type Draft, type Row } from '../configuration/wishes';
import type { AlarmSettings, ThresholdViolation } from '../control/alarms/settings';
import { parametersOf, type ChargeSettings, type WishViolation } from '../control/owner';
import type { Clock } from '../links/clock';
import type { StoredSettings } from '../storage/settings-store';
import { fullLimits, isSameLimits } from '../workshop/review';
import type { Applied, ChangeSource, ExportOptions, ConfigurationApi, ConfigurationPreview, Previewed } from './configuration-contract';
import type { FaultCode, Outcome } from './contract';

/** The bridge whose configuration it is. */
export interface ConfigurationHost {
  readonly stored: StoredSettings;
  /** Settings of the battery that answers now. */
  readonly batterySettings: PackSettings | undefined;
  /** Limits go out now. */
  readonly sending: boolean;
  /** Rules that these wishes break with the battery of the moment. */
  violations(wishes: ChargeSettings): readonly WishViolation[];
  /** The same for thresholds of alarms. */
  thresholdViolations(wishes: AlarmSettings): readonly ThresholdViolation[];
  /** Does something after what is under way. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** All of it holds from now on. */
  replace(configuration: Configuration, also: Pick<StoredSettings, 'kept' | 'undo'>): Promise<Outcome>;
  /** Takes up what other windows have stored. */
  refresh(): Promise<void>;
}

interface Planned {
  readonly preview: ConfigurationPreview;
  readonly next: ConfigurationState;
  /** What was undoable before still is. */
  readonly part: boolean;
  /** What it would replace. */
  readonly before: ConfigurationState;
}

/** The configuration as a whole: to a file and from it, back, and to the beginning. Nothing is done that was not shown before. */
export class ConfigurationDesk implements ConfigurationApi {
  private planned: Planned | undefined;
  private lastId = 0;

  constructor(
    private readonly clock: Clock,
    private readonly host: ConfigurationHost,
  ) {}

  table(): Promise<Readonly<Record<string, Section>>> {
    return Promise.resolve({ ...SECTIONS, display: DISPLAY });
  }

  exportFile(kind: ExportKind, { display, secrets }: ExportOptions): Promise<string> {
    return Promise.resolve(writeFile(kind, this.state(display), { secrets }));
  }

  preview(source: ChangeSource, display: DisplaySettings): Promise<Previewed> {
    const before = this.state(display);
    const planned = this.plan(source, before);
    if (!planned.ok) return Promise.resolve(planned);
    const { file, next } = planned;
    const rows = planned.rows.map((row) => this.heldAgainstBattery(row));
    const violations = this.violations(before, next);
    const thresholds = this.thresholds(before, next);
    const isRefused = violations.length > 0 || thresholds.length > 0 || rows.some(({ fate }) => fate === 'refused');
    const preview: ConfigurationPreview = {
      id: ++this.lastId,
      kind: source.kind,
      file,
      rows,
      violations,
      thresholds,
      limits: this.limits(before.configuration, next.configuration),
      sending: this.host.sending,
      reconnects: this.host.sending && this.pausesOnly(before.configuration, next.configuration),
      ready: !isRefused && !isSame(before, next),
    };
    this.planned = { preview, before, next, part: source.kind === 'file' && source.part === true };
    return Promise.resolve({ ok: true, preview });
  }

  apply(id: number): Promise<Applied> {
    return this.host.inTurn(() => this.carryOut(id));
  }

  private async carryOut(id: number): Promise<Applied> {
    const { planned, host } = this;
    this.planned = undefined;
    await host.refresh();
    if (planned?.preview.id !== id || !planned.preview.ready) return this.moved(`preview ${id} is not the newest`);
    const { before, next, preview, part } = planned;
    if (!isSame(this.state(before.display), before)) return this.moved('the configuration is not the one of the preview');
    if (this.violations(before, next).length > 0 || this.thresholds(before, next).length > 0)
      return this.moved('the battery is not the one of the preview');
    const { kind, file } = preview;
    const earlier = kind === 'undo' ? undefined : { ...before, kind, name: file?.name ?? '', at: this.clock.wallTime() };
    const undo = part ? host.stored.undo : earlier;
    const replaced = await host.replace(next.configuration, { kept: next.kept, undo });
    // What cannot be stored holds all the same, and the view says so.
    if (!replaced.ok && replaced.fault.code === 'other-window-sends') return replaced;
    return { ok: true, display: next.display };
  }

  private plan(
    source: ChangeSource,
    before: ConfigurationState,
  ): (Draft & { readonly ok: true; readonly file: ConfigurationPreview['file'] }) | (Previewed & { readonly ok: false }) {
    switch (source.kind) {
      case 'file': {
        const read = source.part ? readPart(source.text, before.kept) : readFile(source.text);
        if (!read.ok) return read;
        const { kind, repairs, wishes, kept } = read;
        return { ok: true, file: { name: source.name, kind, repairs }, ...draft(before, wishes, kept) };
      }
      case 'undo': {
        const { undo } = this.host.stored;
        if (!undo) return { ok: false, why: 'nothing-to-undo' };
        const { configuration, display, kept } = undo;
        return { ok: true, file: undefined, ...difference(before, { configuration, display, kept }) };
      }
      case 'defaults': {
        const next = { configuration: DEFAULT_CONFIGURATION, display: readSection(DISPLAY, {}), kept: {} };
        return { ok: true, file: undefined, ...difference(before, next) };
      }
    }
  }

  private state(display: DisplaySettings): ConfigurationState {
    const { configuration, kept } = this.host.stored;
    return { configuration, display: readSection(DISPLAY, display), kept };
  }

  /** The adapter is set up again, and sending goes on afterwards. */
  private pausesOnly({ can: before }: Configuration, { can: next }: Configuration): boolean {
    return !next.listenOnly && !isSame(before, next);
  }

  /** How many cells there are the BMS alone says. */
  private heldAgainstBattery(row: Row): Row {
    const cells = this.host.batterySettings?.seriesCells;
    const isOther = row.path.endsWith('series_cell_count') && cells !== undefined && row.value !== cells;
    return isOther ? { ...row, notes: [...row.notes, 'other-cell-count'] } : row;
  }

  /** What was there before is not held against a file that leaves it as it is. */
  private violations({ configuration: before }: ConfigurationState, { configuration: next }: ConfigurationState): readonly WishViolation[] {
    return isSame(before.charge, next.charge) ? [] : this.host.violations(next.charge);
  }

  private thresholds(
    { configuration: before }: ConfigurationState,
    { configuration: next }: ConfigurationState,
  ): readonly ThresholdViolation[] {
    return isSame(before.alarms, next.alarms) ? [] : this.host.thresholdViolations(next.alarms);
  }

  private limits(before: Configuration, next: Configuration): ConfigurationPreview['limits'] {
    const settings = this.host.batterySettings;
    if (!settings) return undefined;
    const [old, then] = [before, next].map(({ charge }) => fullLimits(parametersOf(settings, charge)));
    return isSameLimits(old, then) ? undefined : { before: old, after: then };
  }

  private moved(detail: string): Applied {
    const code: FaultCode = 'configuration-moved';
    return { ok: false, fault: { code, severity: 'warning', detail, subject: undefined, since: this.clock.now() } };
  }
}
