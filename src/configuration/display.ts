import { choice, flag, names, type SectionValues } from './key';

/** How the page looks and calls. Kept by each browser's page, since it has to be drawn before the worker has spoken. */
export const DISPLAY = {
  theme: choice('dark', ['auto', 'dark', 'light']),
  language: choice('auto', ['auto', 'en', 'fr']),
  /** The wall view spares eyes that are used to the dark. */
  night: flag(false),
  /** When the screen is kept on: `wall` while the wall view is open, `mains` also everywhere else while the computer is on mains. */
  awake: choice('wall', ['wall', 'mains', 'always']),
  /** Lines of charts that are not drawn: "chart:series". */
  hiddenLines: names(100),
  /** Kinds of alarms that are not heard. */
  mutedSounds: names(20),
  /** Alarms are also shown by the system, where it has been allowed to. */
  notifications: flag(false),
} as const;

export type DisplaySettings = SectionValues<typeof DISPLAY>;
