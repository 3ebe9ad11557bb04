/** Reads a TinyBMS as a whole: settings with their limits, identity, statistics, and its log where a command has to be proven. */
import type { BmsEvent } from '../../battery/bms-events';
import { LinkError } from '../../links/byte-link';
import type { RequestOptions, TinyBmsClient } from '../../links/tinybms-client';
import { decodeEventLog, EVENT_BLOCK } from '../../protocols/tinybms/event-log';
import type { Reply, Request } from '../../protocols/tinybms/frames';
import { IDENTITY_BLOCK } from '../../protocols/tinybms/identity';
import { LIVE } from '../../protocols/tinybms/registers';
import { SETTINGS_BLOCK } from '../../protocols/tinybms/settings';
import { readValue } from '../../protocols/tinybms/words';
import { decodeStatistics, decodeVersion, LIFETIME_BLOCK, STATISTICS_BLOCK, type DeviceFacts } from '../../workshop/device-facts';
import { differences } from '../../workshop/differences';
import type { Profile } from '../../workshop/profile';
import type { SettingWords } from '../../workshop/settings';
import type { Missing } from '../workshop-contract';

const READ: RequestOptions = { priority: 'read' };

type ReplyOf<C extends Reply['command']> = Extract<Reply, { readonly command: C }>;

/** @throws LinkError */
async function ask<C extends Reply['command']>(client: TinyBmsClient, request: Request & { readonly command: C }): Promise<ReplyOf<C>> {
  // The client settles with the reply that belongs to the request, or rejects.
  return (await client.request(request, READ)) as ReplyOf<C>;
}

/** @throws LinkError */
export async function readWords(
  client: TinyBmsClient,
  block: { readonly address: number; readonly count: number },
): Promise<readonly number[]> {
  return (await ask(client, { command: 'modbusRead', ...block })).words;
}

/** The settings as they are now. @throws LinkError */
export function readSettings(client: TinyBmsClient): Promise<SettingWords> {
  return readWords(client, SETTINGS_BLOCK);
}

/** A device that refuses a command, or stays silent on it while it answers others, does not know it. */
export function isUnknownCommand(error: unknown): boolean {
  return error instanceof LinkError && (error.code === 'refused' || error.code === 'timeout');
}

export interface ReadProfile {
  readonly profile: Profile;
  readonly missing: readonly Missing[];
}

const NO_LIMITS = { minimum: undefined, maximum: undefined, factory: undefined };

/**
 * Settings with limits and factory values. The lists of command 0x1D carry no addresses: they are believed only when the one of the
 * present values says the same as the registers themselves. @throws LinkError
 */
export async function readProfile(client: TinyBmsClient): Promise<ReadProfile> {
  const list = async (bound: 'minimum' | 'maximum' | 'default' | 'current'): Promise<SettingWords> =>
    (await ask(client, { command: 'settings', bound, count: SETTINGS_BLOCK.count })).words;
  const words = await readSettings(client);
  try {
    const current = await list('current');
    if (current.length !== words.length || differences(words, current).length > 0) {
      return { profile: { words, ...NO_LIMITS }, missing: ['misaligned'] };
    }
    const [minimum, maximum, factory] = [await list('minimum'), await list('maximum'), await list('default')];
    return { profile: { words, minimum, maximum, factory }, missing: [] };
  } catch (error) {
    if (!isUnknownCommand(error)) throw error;
    return { profile: { words, ...NO_LIMITS }, missing: ['limits', 'commands'] };
  }
}

/** @throws LinkError */
export async function readLifetime(client: TinyBmsClient): Promise<number> {
  return readValue(LIVE.lifetimeCounter, await readWords(client, LIFETIME_BLOCK), LIFETIME_BLOCK.address);
}

/** @param at wall time [ms since 1970] @throws LinkError */
export async function readFacts(client: TinyBmsClient, at: number): Promise<DeviceFacts> {
  const version = decodeVersion(await readWords(client, IDENTITY_BLOCK));
  const statistics = decodeStatistics(await readWords(client, STATISTICS_BLOCK));
  return { at, lifetime: await readLifetime(client), ...version, statistics };
}

/** `undefined` from a device that answers its settings but not these blocks. @throws LinkError */
export async function readFactsIfKnown(client: TinyBmsClient, at: number): Promise<DeviceFacts | undefined> {
  try {
    return await readFacts(client, at);
  } catch (error) {
    if (!isUnknownCommand(error)) throw error;
    return undefined;
  }
}

/** The event log, oldest first. @throws LinkError */
export async function readLog(client: TinyBmsClient): Promise<readonly BmsEvent[]> {
  const words = await readWords(client, EVENT_BLOCK);
  return decodeEventLog(words, await readLifetime(client));
}
