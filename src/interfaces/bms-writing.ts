/** Writing settings of the BMS: the workshop's own way, with its review, and with the word that protection settings need. */
import type { WorkshopApi, WorkshopView } from '../bridge/workshop-contract';
import type { BmsStatistics } from '../workshop/device-facts';
import type { Review } from '../workshop/review';
import type { Changes } from '../workshop/settings';
import { answerOf } from './outcome';
import { accountPayload, reviewPayload } from './payloads/registers';
import { done, refuse, type Answer } from './request';

/** Typed by the owner before a protection setting is written; the same as on the page BMS in English. */
export const PROTECTION_WORD = 'WRITE';

/** The workshop's newest view for which `isWanted` holds. */
export function workshopView(workshop: WorkshopApi, isWanted: (view: WorkshopView) => boolean = () => true): Promise<WorkshopView> {
  return new Promise((resolve, reject) => {
    let found = false;
    const subscribed: Promise<number> = workshop.subscribe((view) => {
      if (found || !isWanted(view)) return;
      found = true;
      resolve(view);
      void subscribed.then((id) => workshop.unsubscribe(id));
    });
    subscribed.catch(reject);
  });
}

/** Statistics of the BMS that answers, as they were last read: they are not asked for all the time. `undefined` while nobody has. */
export async function knownStatistics(workshop: WorkshopApi): Promise<BmsStatistics | undefined> {
  // A workshop that cannot be fetched must not cost the status.
  const view = await workshopView(workshop).catch(() => undefined);
  return view?.device && view.facts?.statistics;
}

/** The same for the same differences on the same device, and for nothing else (FNV-1a). */
function reviewId(serialNumber: string, { differences, problems }: Review): string {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify([serialNumber, differences, problems])) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}

export const READ_FIRST = refuse(409, 'not-read-yet', 'The settings of this BMS have not been read: POST /api/tinybms/registers/read-all.');

/**
 * Writes `changes` and answers with the account of it. What protects the battery, makes the BMS restart, or is warned of, is answered
 * with its review first; the same request with that `review_id`, and the word for protection settings in `confirm`, writes it.
 */
export async function writeSettings(workshop: WorkshopApi, changes: Changes, body: Readonly<Record<string, unknown>>): Promise<Answer> {
  const { device } = await workshopView(workshop);
  const review = await workshop.review(changes);
  if (!review || !device) return READ_FIRST;
  if (review.differences.length === 0) return done('Nothing differs from what the BMS holds.', { lines: [] });
  const seen = reviewPayload(review);
  if (!review.ready) return refuse(409, 'refused', 'The review stands against it: see "review".', { review: seen });
  const { typed, restarts, problems } = review;
  if (typed || restarts || problems.length > 0) {
    const id = reviewId(device.serialNumber, review);
    const isSeen = body['review_id'] === id && (!typed || body['confirm'] === PROTECTION_WORD);
    const how = typed ? `the same request with this review_id and confirm "${PROTECTION_WORD}"` : 'the same request with this review_id';
    if (!isSeen)
      return refuse(409, 'review-needed', `Not written yet. Look at "review", then send ${how}.`, { review: seen, review_id: id });
  }
  const outcome = await workshop.write(changes);
  if (!outcome.ok) return answerOf(outcome, '');
  const { writing } = await workshopView(workshop, ({ busy }) => busy === undefined);
  const lines = writing?.lines ?? [];
  if (lines.length > 0 && lines.every(({ state }) => state === 'written'))
    return done('Written, and read back.', { lines: accountPayload(lines) });
  return refuse(502, 'failed', 'Not everything was written: see "lines".', { lines: accountPayload(lines) });
}
