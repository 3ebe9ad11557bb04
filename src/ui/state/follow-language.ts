import { loadTexts } from '../text/texts';
import type { Preferences } from './preferences';
import { untilLoaded } from './until-loaded';

/** Brings a language that is chosen and not there yet, and has everything drawn again once it is. */
export function followLanguage(preferences: Preferences): void {
  let drawn = preferences.language;
  const follow = async (): Promise<void> => {
    const { language } = preferences;
    if (language === drawn) return;
    drawn = language;
    await untilLoaded(
      () => loadTexts(language),
      () => preferences.language === language,
    );
    preferences.refresh();
  };
  preferences.subscribe(() => void follow());
  window.addEventListener('languagechange', () => void follow());
}
