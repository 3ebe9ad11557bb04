import type { Language } from '../../src/ui/state/preferences';
import { EN } from '../../src/ui/text/en';
import { FR } from '../../src/ui/text/fr';
import type { Texts } from '../../src/ui/text/keys';

/** Every language the page speaks, whole. */
export const TEXTS: Readonly<Record<Language, Texts>> = { en: EN, fr: FR };
