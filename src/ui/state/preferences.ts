import type { DisplaySettings } from '../../configuration/display';
import { CALL_KINDS, type CallKind } from './alarms';

/** Choices of the owner that concern this browser only; a file of the configuration holds them too. */
export type Theme = DisplaySettings['theme'];
export type LanguageChoice = DisplaySettings['language'];
export type Language = Exclude<LanguageChoice, 'auto'>;

export type Awake = DisplaySettings['awake'];

export const THEMES: readonly Theme[] = ['auto', 'dark', 'light'];
export const LANGUAGE_CHOICES: readonly LanguageChoice[] = ['auto', 'en', 'fr'];
const AWAKE: readonly Awake[] = ['wall', 'mains', 'always'];

const KEYS = {
  theme: 'tb-theme',
  language: 'tb-language',
  hiddenLines: 'tb-hidden-lines',
  mutedSounds: 'tb-muted-sounds',
  notifications: 'tb-notifications',
  night: 'tb-night',
  awake: 'tb-awake',
} as const;

/** Where the choices are kept; the part of `Storage` that is needed. */
export type Keep = Pick<Storage, 'getItem' | 'setItem'>;

/** Theme, language, lines of charts and how alarms are told. A browser that refuses storage keeps them until the page closes. */
export class Preferences {
  private chosenTheme: Theme;
  private chosenLanguage: LanguageChoice;
  private hidden: ReadonlySet<string>;
  private muted: ReadonlySet<string>;
  private notifies: boolean;
  private chosenNight: boolean;
  private chosenAwake: Awake;
  private readonly listeners = new Set<() => void>();

  /**
   * @param keep - storage of the browser; `undefined` where it is refused
   * @param spoken - languages of the browser, best first
   */
  constructor(
    readonly keep: Keep | undefined,
    private readonly spoken: () => readonly string[],
  ) {
    // Dark is for the wall panel and the boat at night; the owner may let the system decide.
    this.chosenTheme = this.read(KEYS.theme, THEMES) ?? 'dark';
    this.chosenLanguage = this.read(KEYS.language, LANGUAGE_CHOICES) ?? 'auto';
    this.chosenNight = this.readText(KEYS.night) === 'on';
    this.chosenAwake = this.read(KEYS.awake, AWAKE) ?? 'wall';
    this.hidden = new Set(this.readText(KEYS.hiddenLines)?.split(' ').filter(Boolean));
    this.muted = new Set(this.readText(KEYS.mutedSounds)?.split(' ').filter(Boolean));
    this.notifies = this.readText(KEYS.notifications) === 'on';
  }

  get theme(): Theme {
    return this.chosenTheme;
  }

  set theme(theme: Theme) {
    this.chosenTheme = theme;
    this.write(KEYS.theme, theme);
  }

  /** The wall view spares eyes that are used to the dark. */
  get night(): boolean {
    return this.chosenNight;
  }

  set night(night: boolean) {
    this.chosenNight = night;
    this.write(KEYS.night, night ? 'on' : 'off');
  }

  /** When the screen is to stay on. */
  get awake(): Awake {
    return this.chosenAwake;
  }

  set awake(awake: Awake) {
    this.chosenAwake = awake;
    this.write(KEYS.awake, awake);
  }

  get languageChoice(): LanguageChoice {
    return this.chosenLanguage;
  }

  set languageChoice(choice: LanguageChoice) {
    this.chosenLanguage = choice;
    this.write(KEYS.language, choice);
  }

  /** The language to draw in: the choice, or the first one of the browser that exists here, or English. */
  get language(): Language {
    if (this.chosenLanguage !== 'auto') return this.chosenLanguage;
    for (const tag of this.spoken()) {
      if (/^fr\b/i.test(tag)) return 'fr';
      if (/^en\b/i.test(tag)) return 'en';
    }
    return 'en';
  }

  /** Series of a chart that the owner does not want to see. */
  hiddenLinesOf(chart: string): ReadonlySet<string> {
    const prefix = `${chart}:`;
    return new Set([...this.hidden].filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length)));
  }

  showLine(chart: string, series: string, shown: boolean): void {
    const hidden = new Set(this.hidden);
    if (shown) hidden.delete(`${chart}:${series}`);
    else hidden.add(`${chart}:${series}`);
    this.hidden = hidden;
    this.write(KEYS.hiddenLines, [...hidden].join(' '));
  }

  /** Kinds of alarms that may be heard. */
  get sounds(): ReadonlySet<CallKind> {
    return new Set(CALL_KINDS.filter((kind) => !this.muted.has(kind)));
  }

  setSound(kind: CallKind, on: boolean): void {
    this.muted = new Set(CALL_KINDS.filter((each) => (each === kind ? !on : this.muted.has(each))));
    this.write(KEYS.mutedSounds, [...this.muted].join(' '));
  }

  /** Alarms are also shown by the system, where it has been allowed to. */
  get notifications(): boolean {
    return this.notifies;
  }

  set notifications(on: boolean) {
    this.notifies = on;
    this.write(KEYS.notifications, on ? 'on' : 'off');
  }

  /** All of them, as a file holds them. */
  get settings(): DisplaySettings {
    return {
      theme: this.chosenTheme,
      language: this.chosenLanguage,
      night: this.chosenNight,
      awake: this.chosenAwake,
      hiddenLines: [...this.hidden],
      mutedSounds: [...this.muted],
      notifications: this.notifies,
    };
  }

  set settings({ theme, language, night, awake, hiddenLines, mutedSounds, notifications }: DisplaySettings) {
    this.theme = theme;
    this.languageChoice = language;
    this.night = night;
    this.awake = awake;
    this.hidden = new Set(hiddenLines);
    this.write(KEYS.hiddenLines, hiddenLines.join(' '));
    this.muted = new Set(mutedSounds);
    this.write(KEYS.mutedSounds, mutedSounds.join(' '));
    this.notifications = notifications;
  }

  /** What is drawn with the choices has arrived: it is drawn again. */
  refresh(): void {
    for (const listener of this.listeners) listener();
  }

  /** @returns the function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private read<T extends string>(key: string, known: readonly T[]): T | undefined {
    const kept = this.readText(key);
    return known.find((value) => value === kept);
  }

  private readText(key: string): string | undefined {
    try {
      return this.keep?.getItem(key) ?? undefined;
    } catch {
      return undefined;
    }
  }

  private write(key: string, value: string): void {
    try {
      this.keep?.setItem(key, value);
    } catch {
      // Private windows refuse; the choice then holds until the page closes.
    }
    this.refresh();
  }
}

/** `localStorage`, or `undefined` where merely touching it throws. */
export function browserStorage(): Keep | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
