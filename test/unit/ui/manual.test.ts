/** Types demand every section in both languages; these tests hold the languages to one shape, and follow every link. */
import { describe, expect, test } from 'vitest';
import type { Block, ManualBody } from '../../../src/ui/manual/blocks';
import { EN_BODY } from '../../../src/ui/manual/en/body';
import { FR_BODY } from '../../../src/ui/manual/fr/body';
import { partsOf } from '../../../src/ui/manual/inline';
import { rawTextsOf, searchManual, textsOf } from '../../../src/ui/manual/search';
import { SECTIONS, chapterOf, sectionNamed } from '../../../src/ui/manual/sections';
import { hashOfPlace, pageOf, placeOf } from '../../../src/ui/state/route';
import { TEXTS } from '../../support/texts';

const BODIES = { en: EN_BODY, fr: FR_BODY };

const rawTexts = ({ sections, drawings }: ManualBody): readonly string[] => [
  ...SECTIONS.flatMap((section) => sections[section].flatMap(rawTextsOf)),
  ...Object.values(drawings).flatMap((words: Readonly<Record<string, string>>) => Object.values(words)),
];

/** What a block is made of, and where its links lead. */
function shapeOf(block: Block): unknown {
  const kind = typeof block === 'string' ? 'text' : Object.keys(block)[0];
  const columns = typeof block === 'object' && 'table' in block ? block.table.map((row) => row.length) : [];
  const drawing = typeof block === 'object' && 'drawing' in block ? block.drawing : undefined;
  const marks = rawTextsOf(block).map((text) =>
    partsOf(text).flatMap((part) =>
      part.kind === 'words' ? [] : [part.kind === 'section' ? part.section : part.kind === 'page' ? part.page : part.text],
    ),
  );
  return { kind, columns, drawing, marks };
}

test('both languages have the same blocks, with the same links, in every section', () => {
  for (const section of SECTIONS) {
    expect(FR_BODY.sections[section].map(shapeOf), section).toEqual(EN_BODY.sections[section].map(shapeOf));
  }
});

test('nothing is empty, and every table is as wide as its head', () => {
  for (const body of Object.values(BODIES)) {
    expect(rawTexts(body).filter((text) => text.trim() === '')).toEqual([]);
    for (const section of SECTIONS) {
      expect(body.sections[section].length, section).toBeGreaterThan(0);
      for (const block of body.sections[section]) {
        if (typeof block === 'string' || !('table' in block)) continue;
        expect(new Set(block.table.map((row) => row.length)).size, section).toBe(1);
      }
    }
  }
});

describe('typography', () => {
  const words = (body: ManualBody): readonly string[] =>
    rawTexts(body).flatMap((text) =>
      partsOf(text).flatMap((part) => ('words' in part ? [part.words ?? ''] : part.kind === 'words' ? [part.text] : [])),
    );

  test.each(['en', 'fr'] as const)('typographic signs, no straight ones (%s)', (language) => {
    expect(words(BODIES[language]).filter((text) => /['"]|\.\.\./.test(text))).toEqual([]);
  });

  test.each(['en', 'fr'] as const)('a number does not part from its unit (%s)', (language) => {
    expect(words(BODIES[language]).filter((text) => /\d (?:V|A|Ω|s|%|°C|mV|kbit\/s)(?![\p{L}])/u.test(text))).toEqual([]);
  });

  test('French signs stand in their narrow spaces', () => {
    const french = words(FR_BODY);
    expect(french.filter((text) => / [:;!?»]|« /.test(text))).toEqual([]);
    expect(french.filter((text) => /[\p{L}\d][;!?]/u.test(text) || /\p{L}:/u.test(text))).toEqual([]);
  });
});

describe('marks', () => {
  test('links to sections and pages, words of their own, what is typed', () => {
    expect(partsOf('See [[termination]] or [[gx-port|the socket]], `S6`, [[page:wire|Wire]].')).toEqual([
      { kind: 'words', text: 'See ' },
      { kind: 'section', section: 'termination', words: undefined },
      { kind: 'words', text: ' or ' },
      { kind: 'section', section: 'gx-port', words: 'the socket' },
      { kind: 'words', text: ', ' },
      { kind: 'typed', text: 'S6' },
      { kind: 'words', text: ', ' },
      { kind: 'page', page: 'wire', words: 'Wire' },
      { kind: 'words', text: '.' },
    ]);
  });

  test.each(['[[nowhere]]', '[[page:nowhere|There]]'])('%s leads nowhere and is refused', (text) => {
    expect(() => partsOf(text)).toThrow(RangeError);
  });
});

describe('addresses', () => {
  test('a section has an address of its own', () => {
    const hash = hashOfPlace('manual', 'termination');
    expect([hash, pageOf(hash), placeOf(hash)]).toEqual(['#/manual/termination', 'manual', 'termination']);
    expect(sectionNamed(placeOf('#/manual/nowhere'))).toBeUndefined();
    expect(placeOf('#/manual')).toBeUndefined();
  });

  test('every section is in its chapter', () => {
    expect(chapterOf('termination')).toBe('wiring');
    expect(chapterOf('storage')).toBe('remedies');
  });
});

describe('search', () => {
  const find = (query: string, language: 'en' | 'fr' = 'en') => searchManual(query, BODIES[language], TEXTS[language].manual.titles);

  test('a word in a title comes before a word in the text', () => {
    expect(find('termination')[0]).toMatchObject({ section: 'termination' });
    expect(find('termination').length).toBeGreaterThan(3);
  });

  test('all words are needed, and the place is shown where most of them stand', () => {
    const [first] = find('dialout group');
    expect(first?.section).toBe('linux');
    expect(first?.excerpt).toContain('dialout');
    expect(find('dialout zebra')).toEqual([]);
    expect(find('  ')).toEqual([]);
  });

  test('without accents, without case, over spaces that do not break', () => {
    expect(find('EQUILIBREES', 'fr')[0]?.section).toBe('balance');
    expect(find('60 Ω', 'fr').map(({ section }) => section)).toContain('termination');
  });

  test('what is found is shown without marks', () => {
    const texts = textsOf(EN_BODY.sections.chain, TEXTS.en.manual.titles).join(' ');
    expect(texts).toContain(TEXTS.en.manual.titles.termination);
    expect(texts).not.toMatch(/[[\]`]/);
  });
});
