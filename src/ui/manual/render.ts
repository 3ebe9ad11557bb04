import { html, nothing, type TemplateResult } from 'lit';
import { hashOf, hashOfPlace } from '../state/route';
import type { ManualTexts } from '../text/keys-manual';
import '../components/tb-icon';
import type { Block, ManualBody } from './blocks';
import { drawing } from './drawings/drawing';
import { partsOf, type Part } from './inline';

/** Draws the blocks of a section. */
export function blocksOf(blocks: readonly Block[], body: ManualBody, t: ManualTexts): readonly TemplateResult[] {
  return blocks.map((block) => blockOf(block, body, t));
}

function blockOf(block: Block, { drawings }: ManualBody, t: ManualTexts): TemplateResult {
  const text = (marked: string) => partsOf(marked).map((part) => partOf(part, t));
  if (typeof block === 'string') return html`<p>${text(block)}</p>`;
  if ('warning' in block) {
    return html`<p class="mind">
      <tb-icon name="warning"></tb-icon><span><span class="unseen">${t.warning}: </span>${text(block.warning)}</span>
    </p>`;
  }
  if ('list' in block)
    return html`<ul class="points">
      ${block.list.map((item) => html`<li>${text(item)}</li>`)}
    </ul>`;
  if ('steps' in block)
    return html`<ol class="points">
      ${block.steps.map((item) => html`<li>${text(item)}</li>`)}
    </ol>`;
  if ('drawing' in block) return drawing(block.drawing, drawings);
  if ('table' in block) {
    const [head = [], ...rows] = block.table;
    return html`<div class="scroller" role="region" tabindex="0" aria-label=${head[0] ?? nothing}>
      <table>
        <thead>
          <tr>
            ${head.map((cell) => html`<th scope="col">${text(cell)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([name = '', ...cells]) =>
              html`<tr>
                <th scope="row">${text(name)}</th>
                ${cells.map((cell) => html`<td>${text(cell)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
  return html`<ul class="remedies">
    ${block.remedies.map(
      ({ symptom, cause, action }) =>
        html`<li>
          <h3>${text(symptom)}</h3>
          <dl>
            <div>
              <dt>${t.remedy.cause}</dt>
              <dd>${text(cause)}</dd>
            </div>
            <div>
              <dt>${t.remedy.action}</dt>
              <dd>${text(action)}</dd>
            </div>
          </dl>
        </li>`,
    )}
  </ul>`;
}

function partOf(part: Part, t: ManualTexts) {
  switch (part.kind) {
    case 'words':
      return part.text;
    case 'typed':
      return html`<code>${part.text}</code>`;
    case 'section':
      return html`<a href=${hashOfPlace('manual', part.section)}>${part.words ?? t.titles[part.section]}</a>`;
    case 'page':
      return html`<a href=${hashOf(part.page)}>${part.words}</a>`;
  }
}
