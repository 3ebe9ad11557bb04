import type { Chapter, Section, SectionOf } from './sections';

export interface Remedy {
  readonly symptom: string;
  readonly cause: string;
  readonly action: string;
}

/**
 * A piece of a section; a plain string is a paragraph. In every text `[[section]]` is a link that names its section, `[[section|words]]`
 * and `[[page:name|words]]` are links in words of their own, and what stands in backquotes is typed or read as it is.
 */
export type Block =
  | string
  | { readonly warning: string }
  | { readonly list: readonly string[] }
  | { readonly steps: readonly string[] }
  /** The first row names the columns, the first cell of each row names the row. */
  | { readonly table: readonly (readonly string[])[] }
  | { readonly remedies: readonly Remedy[] }
  | { readonly drawing: Drawing };

export type ChapterBody<C extends Chapter> = Readonly<Record<SectionOf<C>, readonly Block[]>>;

/** What each drawing says: what it shows, for those who cannot see it too, and the words in it. */
export interface DrawingTexts {
  readonly chain: { readonly title: string } & Readonly<
    Record<'bms' | 'serial' | 'computer' | 'can' | 'gx' | 'uart' | 'usb' | 'bus', string>
  >;
  readonly uart: { readonly title: string } & Readonly<Record<'bms' | 'adapter' | 'open' | 'barrier' | 'usb', string>>;
  readonly cable: { readonly title: string } & Readonly<Record<'plug' | 'hint' | 'adapter' | 'unused', string>>;
  readonly termination: { readonly title: string } & Readonly<Record<'adapter' | 'gx' | 'atAdapter' | 'inSocket' | 'meter', string>>;
}

export type Drawing = keyof DrawingTexts;

/** The manual in one language. */
export interface ManualBody {
  readonly sections: Readonly<Record<Section, readonly Block[]>>;
  readonly drawings: DrawingTexts;
}
