import { flag } from './key';

/** What of this battery's past outlives the tab. */
export const STORAGE = {
  /**
   * History, alarms that are over, log, incidents and traffic; without it they are in memory only. The settings, what the charge control
   * remembers and what is being written to the BMS are stored all the same. The seed's `enable_spiffs`.
   */
  enabled: flag(true),
} as const;
