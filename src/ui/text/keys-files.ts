import type { BundleProblem } from '../bundle/open-bundle';

/** Files of a bridge: support files and incidents. */
export interface FilesTexts {
  readonly band: {
    readonly word: string;
    readonly kinds: Readonly<Record<'support' | 'incident', string>>;
    /** Every other page goes on showing this bridge. */
    readonly text: (file: string, kind: string, written: string, version: string) => string;
    readonly simulated: string;
    readonly close: string;
  };
  readonly support: {
    readonly title: string;
    readonly text: string;
    readonly save: string;
    readonly open: string;
    readonly problems: Readonly<Record<BundleProblem, string>>;
  };
  readonly incidents: {
    readonly title: (count: string) => string;
    readonly text: string;
    readonly none: string;
    readonly growing: string;
    readonly more: (count: string) => string;
    readonly show: string;
    readonly save: string;
    readonly remove: string;
    readonly removeConfirm: { readonly title: string; readonly text: string; readonly action: string };
    readonly keep: string;
    readonly gone: string;
  };
}
