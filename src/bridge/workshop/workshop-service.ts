import type { PackIdentity } from '../../battery/pack';
import { LinkError } from '../../links/byte-link';
import type { Clock } from '../../links/clock';
import type { WorkshopStore } from '../../storage/workshop-store';
import type { Writing } from '../../workshop/account';
import { differences } from '../../workshop/differences';
import { readProfileFile, writeProfileFile, type ImportAnswers, type ImportedFile } from '../../workshop/files';
import { fitOf, type Origin } from '../../workshop/fit';
import { guide, type GuideAnswers } from '../../workshop/guides';
import { chargeControlOf, review, type Review } from '../../workshop/review';
import type { RuleContext } from '../../workshop/rules';
import type { Changes, SettingWords } from '../../workshop/settings';
import type { FaultCode, Mode, Outcome } from '../contract';
import { Publisher } from '../publisher';
import type {
  Busy,
  CommandName,
  CommandView,
  Comparison,
  KeptEvent,
  Side,
  SnapshotView,
  WorkshopApi,
  WorkshopView,
} from '../workshop-contract';
import type { Windows } from '../windows/windows';
import { foundAccount, keepAccount } from './account-keeper';
import { Benches, type Bench } from './benches';
import type { BmsHost, BmsUnit } from './bms-unit';
import { runCommand } from './command-proof';
import { readFactsIfKnown, readProfile, readSettings } from './profile-reader';
import type { EventKeeper } from './event-keeper';
import { profileView } from './profile-view';
import { WriteJob, writingView } from './write-job';

export interface WorkshopParts {
  readonly clock: Clock;
  readonly host: BmsHost;
  /** Real and simulated snapshots are kept apart from the database on. */
  readonly store: (mode: Mode) => WorkshopStore;
  /** Watches the bridge for events of the BMS. */
  readonly keeper: EventKeeper;
  /** This window among the others of the browser; absent where there can be none. */
  readonly windows?: Pick<Windows, 'shownWorkshop'>;
}

const DONE: Outcome = { ok: true };

/** The workshop: one thing at a time with the TinyBMS that answers, careful first and comfortable second. */
export class WorkshopService implements WorkshopApi {
  private readonly benches: Benches;
  private readonly publisher: Publisher<WorkshopView>;
  private busy: Busy | undefined;

  constructor(private readonly parts: WorkshopParts) {
    this.benches = new Benches(parts.host, parts.store);
    this.publisher = new Publisher(parts.clock, () => this.shown());
  }

  subscribe(listener: (view: WorkshopView) => void): Promise<number> {
    return Promise.resolve(this.publisher.subscribe(listener));
  }

  unsubscribe(id: number): Promise<void> {
    this.publisher.unsubscribe(id);
    return Promise.resolve();
  }

  /** What other windows tell has changed. */
  refresh(): void {
    this.publisher.changed();
  }

  read(): Promise<Outcome> {
    return this.withUnit('reading', async (unit, bench) => {
      await this.readInto(bench, unit);
      return this.keep(bench, unit, 'read');
    });
  }

  review(changes: Changes): Promise<Review | undefined> {
    const context = this.context();
    return Promise.resolve(context && review(changes, context));
  }

  async write(changes: Changes): Promise<Outcome> {
    return this.withUnit(
      'writing',
      async (unit, bench) => {
        const { known } = bench;
        if (known?.serialNumber !== unit.identity.serialNumber) return this.fault('profile-changed', '');
        // What was reviewed is what is written: a profile that is not the one looked at any longer is looked at again first.
        const words = await readSettings(unit.client);
        if (differences(known.profile.words, words).length > 0) {
          await this.readInto(bench, unit);
          return this.fault('profile-changed', '');
        }
        const context = this.context();
        if (!context || !review(changes, context).ready) return this.fault('changes-refused', JSON.stringify(changes));
        const { clock } = this.parts;
        const writing: Writing = {
          serialNumber: known.serialNumber,
          startedAt: clock.wallTime(),
          state: 'writing',
          changes,
          start: known.profile.words,
          records: [],
          underway: undefined,
        };
        const kept = await this.keep(bench, unit, 'before-write');
        if (!kept.ok) return kept;
        const told = await this.stored(() => keepAccount(bench, writing, clock), bench);
        if (!told.ok) return told;
        bench.readSince = false;
        bench.writing = writing;
        bench.job = new WriteJob(writing, known.profile, bench.host, clock, (next) => this.tellWriting(bench, next));
        return DONE;
      },
      (bench) => this.finishWriting(bench),
    );
  }

  stopWriting(): Promise<void> {
    this.bench().job?.stop();
    return Promise.resolve();
  }

  async closeWriting(): Promise<Outcome> {
    const bench = this.bench();
    const { writing } = bench;
    if (!writing || writing.state === 'writing') return DONE;
    bench.writing = undefined;
    return this.stored(() => bench.shelf.forgetWriting(writing.serialNumber), bench);
  }

  command(command: CommandName): Promise<Outcome> {
    return this.withUnit('command', async (_unit, bench) => {
      const { clock } = this.parts;
      const { host } = bench;
      const at = clock.wallTime();
      const show = (state: CommandView['state']): void => {
        bench.command = { command, state, at };
        this.publisher.changed();
      };
      show('sending');
      show(await runCommand(command, host, clock, () => show('proving')));
      const unit = host.unit();
      if (unit) await this.readInto(bench, unit);
      return DONE;
    });
  }

  events(): Promise<readonly KeptEvent[]> {
    const { host, keeper } = this.parts;
    const serialNumber = host.unit()?.identity.serialNumber ?? this.bench().known?.serialNumber;
    return serialNumber === undefined ? Promise.resolve([]) : keeper.events(host.mode, serialNumber);
  }

  snapshots(): Promise<readonly SnapshotView[]> {
    return this.bench().shelf.views();
  }

  note(id: number, note: string): Promise<Outcome> {
    return this.stored((bench) => bench.shelf.note(id, note.slice(0, 500)));
  }

  forget(id: number): Promise<Outcome> {
    return this.stored((bench) => bench.shelf.forget(id));
  }

  async compare(first: Side, second: Side): Promise<Comparison | undefined> {
    const [a, b] = [await this.side(first), await this.side(second)];
    if (!a || !b) return undefined;
    const { known } = this.bench();
    const { misfits, changes } =
      first.kind === 'device' && known
        ? fitOf(b.words, b.origin, { ...known, measuredCells: this.measuredCells() })
        : { misfits: [], changes: {} };
    return { differences: differences(a.words, b.words), misfits, changes };
  }

  async exportFile(id: number): Promise<string | undefined> {
    const snapshot = await this.bench().shelf.get(id);
    return snapshot && writeProfileFile({ ...snapshot, at: new Date(snapshot.at).toISOString() });
  }

  async importFile(text: string, answers: ImportAnswers): Promise<ImportedFile> {
    const bench = this.bench();
    const imported = readProfileFile(text, answers, bench.known?.profile);
    if (imported.kind !== 'read') return imported;
    const { at, device, note, words } = imported.file;
    const told = at === undefined ? NaN : Date.parse(at);
    const time = Number.isNaN(told) ? this.parts.clock.wallTime() : told;
    const snapshot = await bench.shelf.add({ at: time, device, reason: 'import', note: note.slice(0, 500), words });
    this.snapshotsChanged(bench);
    return { ...imported, snapshot };
  }

  guide(answers: GuideAnswers): Promise<Changes | undefined> {
    const profile = this.bench().known?.profile;
    return Promise.resolve(profile && guide(answers, profile));
  }

  /** What the page of this window is told. */
  private shown(): WorkshopView {
    const own = this.view();
    return this.parts.windows?.shownWorkshop(own) ?? own;
  }

  private view(): WorkshopView {
    const { host } = this.parts;
    const bench = this.bench();
    const device = host.unit()?.identity;
    // What another device is set to is not shown as if it were this one's.
    const known = device === undefined || device.serialNumber === bench.known?.serialNumber ? bench.known : undefined;
    const writing = known && bench.writing?.serialNumber === known.serialNumber ? bench.writing : undefined;
    return {
      mode: host.mode,
      device,
      busy: this.busy,
      profile: known && profileView(known.profile, known.missing, known.readAt),
      facts: known?.facts,
      writing: writing && writingView(writing, bench.readSince && device ? known?.profile.words : undefined),
      command: bench.command,
      snapshots: bench.snapshots,
      events: this.parts.keeper.version,
    };
  }

  private bench(): Bench {
    return this.benches.current();
  }

  private measuredCells(): number | undefined {
    return this.parts.host.unit()?.reading?.detectedCells;
  }

  private context(): RuleContext | undefined {
    const { known } = this.bench();
    if (!known) return undefined;
    const { profile, internalFirmware } = known;
    return { profile, internalFirmware, measuredCells: this.measuredCells(), chargeControl: chargeControlOf(this.parts.host.charge()) };
  }

  private async readInto(bench: Bench, unit: BmsUnit): Promise<void> {
    const { serialNumber, internalFirmware } = unit.identity;
    const { profile, missing } = await readProfile(unit.client);
    this.parts.host.settingsRead(unit, profile.words);
    const readAt = this.parts.clock.wallTime();
    const facts = await readFactsIfKnown(unit.client, readAt);
    if (bench.writing?.serialNumber !== serialNumber) bench.writing = await foundAccount(bench, serialNumber, this.parts.clock);
    bench.known = { serialNumber, internalFirmware, profile, missing: facts ? missing : [...missing, 'statistics'], facts, readAt };
    bench.readSince = true;
    this.publisher.changed();
  }

  private async keep(bench: Bench, unit: BmsUnit, reason: 'read' | 'before-write' | 'after-write'): Promise<Outcome> {
    const { known } = bench;
    if (!known) return DONE;
    return this.stored(async () => {
      await bench.shelf.keep(known.readAt, unit.identity, reason, known.profile.words);
    }, bench);
  }

  /** Under way, what cannot be stored is still told as long as the app runs: half a profile is worse than an account that may be lost. */
  private async tellWriting(bench: Bench, writing: Writing): Promise<void> {
    bench.writing = writing;
    this.publisher.changed();
    await keepAccount(bench, writing, this.parts.clock).catch(() => undefined);
  }

  private async finishWriting(bench: Bench): Promise<void> {
    const { known, job } = bench;
    if (!known || !job) return;
    await job.run(known.missing.includes('commands') ? 'modbus' : 'proprietary');
    bench.job = undefined;
    const unit = bench.host.unit();
    if (unit?.identity.serialNumber !== known.serialNumber) return;
    try {
      await this.readInto(bench, unit);
      await this.keep(bench, unit, 'after-write');
    } catch (error) {
      // The account stands; the owner reads again when the BMS is back.
      if (!(error instanceof LinkError)) throw error;
    }
  }

  private async side(side: Side): Promise<{ readonly words: SettingWords; readonly origin: Origin } | undefined> {
    const { known, shelf } = this.bench();
    if (side.kind === 'snapshot') {
      const snapshot = await shelf.get(side.id);
      return snapshot && { words: snapshot.words, origin: originOf(snapshot.device) };
    }
    if (!known) return undefined;
    const words = side.kind === 'device' ? known.profile.words : known.profile.factory;
    return words && { words, origin: known };
  }

  /**
   * Does something with the BMS while nothing else is being done with it.
   * @param afterwards what goes on in the background once `work` has succeeded
   */
  private async withUnit(
    busy: Busy,
    work: (unit: BmsUnit, bench: Bench) => Promise<Outcome>,
    afterwards?: (bench: Bench) => Promise<void>,
  ): Promise<Outcome> {
    if (this.busy !== undefined) return this.fault('workshop-busy', this.busy);
    const unit = this.parts.host.unit();
    if (!unit) return this.fault('bms-not-there', '');
    const bench = this.bench();
    this.setBusy(busy);
    let goesOn = false;
    try {
      const outcome = await work(unit, bench);
      goesOn = outcome.ok && afterwards !== undefined;
      if (goesOn) void afterwards?.(bench).finally(() => this.setBusy(undefined));
      return outcome;
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      return this.fault(error.code === 'refused' ? 'bms-refused' : 'port-not-answering', error.message);
    } finally {
      if (!goesOn) this.setBusy(undefined);
    }
  }

  private setBusy(busy: Busy | undefined): void {
    this.busy = busy;
    this.publisher.changed();
  }

  private async stored(work: (bench: Bench) => Promise<void>, bench = this.bench()): Promise<Outcome> {
    try {
      await work(bench);
      this.snapshotsChanged(bench);
      return DONE;
    } catch (error) {
      return this.fault('storage-unavailable', error instanceof Error ? error.message : String(error));
    }
  }

  private snapshotsChanged(bench: Bench): void {
    bench.snapshots++;
    this.publisher.changed();
  }

  private fault(code: FaultCode, detail: string): Outcome {
    return { ok: false, fault: { code, severity: 'warning', detail, subject: undefined, since: this.parts.clock.now() } };
  }
}

function originOf(device: PackIdentity | undefined): Origin {
  return { serialNumber: device?.serialNumber, internalFirmware: device?.internalFirmware };
}
