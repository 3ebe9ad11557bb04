import type { Language } from '../state/preferences';
import { EN } from './en';
import { FR } from './fr';
import type { Texts } from './keys';

/** Every language the page speaks. */
export const TEXTS: Readonly<Record<Language, Texts>> = { en: EN, fr: FR };
