import type { Language } from '../state/preferences';
import type { ManualBody } from './blocks';

/** Brings the manual in one language: nobody waits for it who does not read it. */
export const LOAD_MANUAL: Readonly<Record<Language, () => Promise<ManualBody>>> = {
  en: async () => (await import('./en/body')).EN_BODY,
  fr: async () => (await import('./fr/body')).FR_BODY,
};
