/** How the service worker finds the window that answers, and what it says with it. Both ends come from here. */
import type { Mode } from '../bridge/contract';
import type { WindowView } from '../bridge/windows-contract';
import { refuse, type Answer, type InterfaceRequest, type WrittenAnswer } from './request';

/** The service worker's question to every window, with a port to answer on. */
export interface Question {
  readonly kind: 'tinybms-interface';
  readonly request: InterfaceRequest;
}

/** What a window has to offer, told at once. */
export interface Offer {
  /** `undefined` until the worker has spoken. */
  readonly mode: Mode | undefined;
  readonly role: WindowView['role'] | undefined;
  readonly worker: 'starting' | 'answering' | 'silent';
}

/** From a window over the port of its question. */
export type FromWindow = { readonly kind: 'offer'; readonly offer: Offer } | { readonly kind: 'answer'; readonly answer: WrittenAnswer };
/** To the one window that is to answer. */
export type ToWindow = { readonly kind: 'go' };

export function isQuestion(data: unknown): data is Question {
  return (data as Partial<Question> | null)?.kind === 'tinybms-interface';
}

/** A window that hangs or has been frozen says nothing [ms]. */
export const OFFER_WITHIN_MS = 1_000;
/** Reading a whole BMS takes a few seconds [ms]. */
export const ANSWER_WITHIN_MS = 30_000;
/** Longest body of a request [characters]. */
export const MOST_BODY = 64_000;

const MODES: readonly (Mode | undefined)[] = ['serial', 'simulation', 'replay', undefined];
const ROLES: readonly Offer['role'][] = ['sender', 'display', 'vacant', 'apart', undefined];

function rank({ mode, role, worker }: Offer): number {
  return (worker === 'answering' ? 0 : 100) + 10 * MODES.indexOf(mode) + ROLES.indexOf(role);
}

export type Chosen<T> = { readonly from: T } | { readonly refusal: Answer };

/**
 * The window that answers: the one that has the real battery before all others. While any window holds the serial ports, no simulation
 * and no recording answers in its place, however long the real one is silent.
 * @param wanted - of `?mode=`
 */
export function choose<T extends { readonly offer: Offer }>(
  offers: readonly T[],
  { portsHeld, wanted }: { readonly portsHeld: boolean; readonly wanted: string | undefined },
): Chosen<T> {
  if (offers.length === 0) return { refusal: refuse(503, 'no-window', 'No window of TinyBMS Bridge is open in this browser.') };
  const real = portsHeld && wanted === undefined ? 'serial' : wanted;
  const fitting = real === undefined ? offers : offers.filter(({ offer }) => offer.mode === real);
  const [best] = [...fitting].sort((a, b) => rank(a.offer) - rank(b.offer));
  if (best) return { from: best };
  if (wanted === undefined)
    return { refusal: refuse(503, 'bridge-not-answering', 'The window that has the serial ports does not answer.') };
  const running = [...new Set(offers.map(({ offer }) => offer.mode ?? 'none'))].join(', ');
  return { refusal: refuse(503, 'other-mode', `No window runs in mode "${wanted}"; there is: ${running}.`) };
}
