import type { Configuration } from '../../configuration/configuration';

/** What is told where several windows of the browser show the same bridge. Windows have numbers. */
export interface WindowTexts {
  readonly title: string;
  readonly display: (sender: string) => string;
  readonly displayHelp: string;
  readonly silent: (sender: string) => string;
  readonly vacant: string;
  readonly vacantHelp: string;
  readonly takeOver: string;
  readonly alone: string;
  readonly sends: (own: string, displays: string) => string;
  readonly own: (own: string) => string;
  readonly choice: string;
  readonly choiceHelp: string;
  readonly choices: Readonly<Record<Configuration['watchdog']['takeOver'], string>>;
}
