import { html, type TemplateResult } from 'lit';
import type { Drawing, DrawingTexts } from '../blocks';
import { cable } from './cable';
import { chain } from './chain';
import type { Shape } from './strokes';
import { termination } from './termination';
import { uart } from './uart';

const DRAWINGS: { readonly [D in Drawing]: (texts: DrawingTexts[D]) => { readonly height: number; readonly shape: Shape } } = {
  chain,
  uart,
  cable,
  termination,
};

/** One drawing with its words; what it shows is also told to those who cannot see it. */
export function drawing<D extends Drawing>(name: D, texts: DrawingTexts): TemplateResult {
  const own: DrawingTexts[D] = texts[name];
  const { height, shape } = DRAWINGS[name](own);
  return html`<svg class="drawing" role="img" aria-label=${own.title} viewBox="0 0 360 ${height}">${shape}</svg>`;
}
