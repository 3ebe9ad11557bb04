/** Writes one setting and reads back what became of it. */
import { LinkError } from '../../links/byte-link';
import type { Clock } from '../../links/clock';
import type { TinyBmsClient } from '../../links/tinybms-client';
import type { Request } from '../../protocols/tinybms/frames';
import type { WriteAnswer, WriteRecord } from '../../workshop/account';
import type { Step } from '../../workshop/plan';
import { rawOf, settingRow, withRaw, wordsToWrite, type SettingWords } from '../../workshop/settings';
import type { BmsHost, BmsUnit } from './bms-unit';
import { readSettings } from './profile-reader';

/** A BMS that saves, or restarts, is waited for this long [ms]. */
const PATIENCE = { saving: 8_000, restarting: 30_000 };
const PAUSE_MS = 500;

/** Families of write commands: 0x0D, proven on hardware, or function 16 of Modbus. */
export type WriteFamily = 'proprietary' | 'modbus';

export interface Written {
  readonly record: WriteRecord;
  /** Everything that the BMS holds now; `undefined` when it could not be read back. */
  readonly words: SettingWords | undefined;
  /** The family that the BMS has answered. */
  readonly family: WriteFamily;
}

function requestOf(family: WriteFamily, pairs: ReturnType<typeof wordsToWrite>): Request {
  if (family === 'proprietary') return { command: 'writeRegisters', pairs };
  return { command: 'modbusWrite', address: pairs[0]?.[0] ?? 0, words: pairs.map(([, word]) => word) };
}

async function send(client: TinyBmsClient, request: Request): Promise<WriteAnswer> {
  try {
    await client.request(request, { priority: 'write' });
    return 'taken';
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    if (error.code === 'refused') return 'refused';
    return error.code === 'timeout' ? 'silent' : 'lost';
  }
}

export class SettingWriter {
  constructor(
    private readonly host: BmsHost,
    private readonly clock: Clock,
    private readonly serialNumber: string,
  ) {}

  /** @param words what the BMS holds now: bits that are not of the setting are written back from it */
  async write(step: Step, words: SettingWords, family: WriteFamily): Promise<Written> {
    const pairs = wordsToWrite(step.setting, withRaw(step.setting, step.raw, words));
    const first = await this.attempt(step, pairs, family);
    const { answer, found } = first.record;
    const failed = (answer === 'refused' || answer === 'silent') && found === rawOf(step.setting, words);
    if (family === 'modbus' || !failed) return first;
    // Refusing this value and not knowing the command look the same: the other family tells.
    const second = await this.attempt(step, pairs, 'modbus');
    return second.record.answer === 'taken' ? second : { ...second, family };
  }

  private async attempt(step: Step, pairs: ReturnType<typeof wordsToWrite>, family: WriteFamily): Promise<Written> {
    const client = this.unit()?.client;
    if (!client) return { record: { step, answer: 'lost', found: undefined }, words: undefined, family };
    const answer = await send(client, requestOf(family, pairs));
    const restarts = settingRow(step.setting).restarts === true;
    // Without a link only a restart is worth waiting for: it was asked for, so the BMS comes back by itself.
    const words =
      answer === 'lost' && !restarts ? undefined : await this.readBack(restarts ? PATIENCE.restarting : PATIENCE.saving, restarts);
    return { record: { step, answer, found: words && rawOf(step.setting, words) }, words, family };
  }

  private async readBack(patience: number, comesBack: boolean): Promise<SettingWords | undefined> {
    const until = this.clock.now() + patience;
    do {
      const unit = this.unit();
      if (!unit && !comesBack) return undefined;
      if (unit) {
        try {
          const words = await readSettings(unit.client);
          this.host.settingsRead(unit, words);
          return words;
        } catch (error) {
          if (!(error instanceof LinkError)) throw error;
        }
      }
      await this.pause();
    } while (this.clock.now() < until);
    return undefined;
  }

  /** This very device: another one that has been plugged in meanwhile gets nothing. */
  private unit(): BmsUnit | undefined {
    const unit = this.host.unit();
    return unit?.identity.serialNumber === this.serialNumber ? unit : undefined;
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => void this.clock.at(this.clock.now() + PAUSE_MS, resolve));
  }
}
