import type { BridgeStore } from './bridge-store';
import { sendsFromHere } from './in-control';
import type { Preferences } from './preferences';

/** Keeps the parts of the page outside of the elements in step: language, theme, and the question before leaving. */
export function followDocument(preferences: Preferences, store: BridgeStore): void {
  const apply = (): void => {
    const root = document.documentElement;
    root.lang = preferences.language;
    root.dataset['theme'] = preferences.theme;
    // With the next picture, for which styles are worked out anyway.
    requestAnimationFrame(colourBar);
  };
  apply();
  preferences.subscribe(apply);
  window.addEventListener('languagechange', apply);
  window.addEventListener('beforeunload', (event) => {
    if (sendsFromHere(store.snapshot.view)) event.preventDefault();
  });
}

/** The bar of the browser takes the colour of the page's own bar. */
function colourBar(): void {
  const surface = getComputedStyle(document.documentElement).getPropertyValue('--tb-surface');
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', resolved(surface));
}

/** The colour a token stands for in the present theme. */
function resolved(token: string): string {
  const probe = document.createElement('span');
  probe.style.color = token;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
