import { EN_FIRST } from './en-first';
import { EN_REST } from './en-rest';
import type { Texts } from './keys';

export const EN: Texts = { ...EN_FIRST, ...EN_REST };
