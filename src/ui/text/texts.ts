import type { Language } from '../state/preferences';
import type { FirstTexts, RestTexts, Texts } from './keys';

/** A page speaks one language at a time, and needs most of it only beyond the overview. */
const FIRST: Readonly<Record<Language, () => Promise<FirstTexts>>> = {
  en: async () => (await import('./en-first')).EN_FIRST,
  fr: async () => (await import('./fr-first')).FR_FIRST,
};
const REST: Readonly<Record<Language, () => Promise<RestTexts>>> = {
  en: async () => (await import('./en-rest')).EN_REST,
  fr: async () => (await import('./fr-rest')).FR_REST,
};

const known = new Map<Language, Partial<RestTexts> & FirstTexts>();
let needsRest = false;

/** Brings what the overview says, and the rest if another page has needed it. */
export async function loadTexts(language: Language): Promise<void> {
  const [first, rest] = await Promise.all([known.get(language) ?? FIRST[language](), needsRest ? REST[language]() : undefined]);
  // What another call has brought meanwhile stays.
  known.set(language, { ...known.get(language), ...first, ...rest });
}

/** Brings everything, for any page. */
export function loadAllTexts(language: Language): Promise<void> {
  needsRest = true;
  return loadTexts(language);
}

/**
 * What has been loaded of a language; until it is there after a switch, the one of before.
 * A test sees to it that nothing which is drawn before another page was loaded asks for the rest.
 */
export function textsOf(language: Language): Texts {
  const texts = known.get(language) ?? [...known.values()][0];
  if (!texts) throw new Error('No language has been loaded');
  return texts as Texts;
}
