import type { AppState, UpdateRefusal } from '../app/installed-app';

export interface AppTexts {
  readonly title: string;
  readonly offline: Readonly<Record<AppState['offline'], string>>;
  readonly install: string;
  readonly installHelp: string;
  readonly installed: string;
  /** For browsers that make no offer. */
  readonly byHand: readonly string[];
  readonly check: string;
  readonly newVersion: string;
  readonly newVersionText: string;
  readonly apply: string;
  readonly wentBack: string;
  readonly wentBackText: string;
  readonly tryAgain: string;
  readonly refusals: Readonly<Record<UpdateRefusal, string>>;
}
