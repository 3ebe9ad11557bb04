import type { Chapter, Section } from '../manual/sections';

/** What the page says about the manual; the manual itself comes only when it is opened. */
export interface ManualTexts {
  readonly intro: string;
  readonly chapters: Readonly<Record<Chapter, string>>;
  readonly titles: Readonly<Record<Section, string>>;
  /** A link to a section from where the question comes up. */
  readonly see: (title: string) => string;
  readonly contents: string;
  readonly search: string;
  readonly found: (count: string) => string;
  readonly nothingFound: string;
  readonly earlier: string;
  readonly later: string;
  readonly print: string;
  readonly printAll: string;
  readonly remedy: Readonly<Record<'symptom' | 'cause' | 'action', string>>;
  readonly warning: string;
  readonly loading: string;
}
