import { pageNamed, type Page } from '../state/route';
import { sectionNamed, type Section } from './sections';

/** A stretch of a text; `words` are absent where a link is to name its section. */
export type Part =
  | { readonly kind: 'words' | 'typed'; readonly text: string }
  | { readonly kind: 'section'; readonly section: Section; readonly words: string | undefined }
  | { readonly kind: 'page'; readonly page: Page; readonly words: string };

const MARKED = /\[\[(?:page:(?<page>[a-z]+)\|(?<pageWords>[^\]]+)|(?<section>[a-z0-9-]+)(?:\|(?<words>[^\]]+))?)\]\]|`(?<typed>[^`]+)`/g;

/**
 * Takes the marks of a manual text apart.
 * @throws RangeError when a link leads nowhere: a mistake in the manual, found by its test
 */
export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let at = 0;
  const plain = (until: number): void => {
    if (until > at) parts.push({ kind: 'words', text: text.slice(at, until) });
  };
  for (const match of text.matchAll(MARKED)) {
    plain(match.index);
    at = match.index + match[0].length;
    parts.push(partOf(match.groups ?? {}));
  }
  plain(text.length);
  return parts;
}

function partOf({ page, pageWords, section, words, typed }: Readonly<Record<string, string | undefined>>): Part {
  if (typed !== undefined) return { kind: 'typed', text: typed };
  if (page !== undefined && pageWords !== undefined) {
    const known = pageNamed(page);
    if (known === undefined) throw new RangeError(`no page "${page}"`);
    return { kind: 'page', page: known, words: pageWords };
  }
  const known = sectionNamed(section);
  if (known === undefined) throw new RangeError(`no section "${section}"`);
  return { kind: 'section', section: known, words };
}
