import type { Block, ManualBody } from './blocks';
import { partsOf } from './inline';
import { SECTIONS, type Section } from './sections';

export interface Hit {
  readonly section: Section;
  /** A sentence or cell in which the words stand; `undefined` when only the title holds them. */
  readonly excerpt: string | undefined;
}

/** Sections that hold every word, anywhere and with or without accents; those with words in their title first. */
export function searchManual(query: string, body: ManualBody, titles: Readonly<Record<Section, string>>): readonly Hit[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const hits = SECTIONS.flatMap((section) => {
    const title = fold(titles[section]);
    const texts = textsOf(body.sections[section], titles);
    const whole = `${title} ${fold(texts.join(' '))}`;
    if (!words.every((word) => whole.includes(word))) return [];
    const count = (text: string): number => words.filter((word) => fold(text).includes(word)).length;
    const best = texts.reduce((best, text) => (count(text) > count(best) ? text : best), '');
    return [{ hit: { section, excerpt: best === '' ? undefined : best }, inTitle: words.filter((word) => title.includes(word)).length }];
  });
  return hits.sort((a, b) => b.inTitle - a.inTitle).map(({ hit }) => hit);
}

/** Every text of some blocks without its marks, in reading order. */
export function textsOf(blocks: readonly Block[], titles: Readonly<Record<Section, string>>): readonly string[] {
  return blocks.flatMap(rawTextsOf).map((text) => plain(text, titles));
}

export function rawTextsOf(block: Block): readonly string[] {
  if (typeof block === 'string') return [block];
  if ('warning' in block) return [block.warning];
  if ('list' in block) return block.list;
  if ('steps' in block) return block.steps;
  if ('table' in block) return block.table.flat();
  if ('remedies' in block) return block.remedies.flatMap(({ symptom, cause, action }) => [symptom, cause, action]);
  return [];
}

function plain(text: string, titles: Readonly<Record<Section, string>>): string {
  return partsOf(text)
    .map((part) => (part.kind === 'section' ? (part.words ?? titles[part.section]) : part.kind === 'page' ? part.words : part.text))
    .join('');
}

/** Without case and accents, so that "cote" finds "côté". */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .toLowerCase();
}
