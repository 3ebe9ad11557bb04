import { describe, expect, test, vi } from 'vitest';
import { type Keep, Preferences } from '../../../src/ui/state/preferences';
import { hashOf, pageOf, pagesOf } from '../../../src/ui/state/route';

function memory(entries: Record<string, string> = {}): Keep & { readonly entries: Record<string, string> } {
  return {
    entries,
    getItem: (key) => entries[key] ?? null,
    setItem: (key, value) => {
      entries[key] = value;
    },
  };
}

const refusing: Keep = {
  getItem: () => {
    throw new DOMException('denied', 'SecurityError');
  },
  setItem: () => {
    throw new DOMException('full', 'QuotaExceededError');
  },
};

describe('preferences', () => {
  test.each([
    [['fr-CH', 'en'], 'fr'],
    [['en-GB', 'fr'], 'en'],
    [['de', 'fr'], 'fr'],
    [['de', 'it'], 'en'],
    [['fry'], 'en'],
    [[], 'en'],
  ] as const)('a browser that speaks %j reads %s', (spoken, language) => {
    expect(new Preferences(undefined, () => spoken).language).toBe(language);
  });

  test('choices are kept and found again', () => {
    const keep = memory();
    const first = new Preferences(keep, () => ['en']);
    first.theme = 'light';
    first.languageChoice = 'fr';
    const again = new Preferences(keep, () => ['en']);
    expect([again.theme, again.languageChoice, again.language]).toEqual(['light', 'fr', 'fr']);
  });

  test('a file gives them all, and takes them all', () => {
    const given = {
      theme: 'light',
      language: 'fr',
      night: true,
      awake: 'mains',
      hiddenLines: ['voltage:cvl', 'current:ccl'],
      mutedSounds: ['link'],
      notifications: true,
    } as const;
    const keep = memory();
    new Preferences(keep, () => []).settings = given;
    expect(new Preferences(keep, () => []).settings).toEqual(given);
  });

  test('rubbish in storage counts as no choice', () => {
    const preferences = new Preferences(memory({ 'tb-theme': 'pink', 'tb-language': 'tlh' }), () => ['fr']);
    expect([preferences.theme, preferences.languageChoice, preferences.language]).toEqual(['dark', 'auto', 'fr']);
  });

  test('a browser that refuses storage keeps the choice until the page closes', () => {
    const preferences = new Preferences(refusing, () => ['en']);
    const listener = vi.fn();
    preferences.subscribe(listener);
    preferences.languageChoice = 'fr';
    expect(preferences.language).toBe('fr');
    expect(listener).toHaveBeenCalledOnce();
  });
});

describe('routes', () => {
  test('every page has an address that leads back to it', () => {
    for (const page of pagesOf('simulation')) expect(pageOf(hashOf(page))).toBe(page);
  });

  test.each(['', '#', '#/', '#/nowhere', '#main'])('%j is the overview', (hash) => {
    expect(pageOf(hash)).toBe('overview');
  });

  test('the simulator has its page only while there is one', () => {
    expect(pagesOf('serial')).not.toContain('simulator');
    expect(pagesOf(undefined)).not.toContain('simulator');
    expect(pagesOf('simulation')).toContain('simulator');
  });
});
