import { FR_FIRST } from './fr-first';
import { FR_REST } from './fr-rest';
import type { Texts } from './keys';

export const FR: Texts = { ...FR_FIRST, ...FR_REST };
