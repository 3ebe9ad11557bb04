import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PAGES } from '../../../src/ui/state/route';

interface Picture {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
  readonly purpose?: string;
  readonly form_factor?: string;
}

interface Manifest {
  readonly id: string;
  readonly icons: readonly Picture[];
  readonly screenshots: readonly Picture[];
  readonly shortcuts: readonly { readonly name: string; readonly url: string; readonly icons: readonly Picture[] }[];
  readonly categories: readonly string[];
  readonly file_handlers: readonly { readonly action: string; readonly accept: Readonly<Record<string, readonly string[]>> }[];
  readonly launch_handler: { readonly client_mode: string };
}

const FOLDER = `${import.meta.dirname}/../../../public`;
const manifest = JSON.parse(readFileSync(`${FOLDER}/manifest.webmanifest`, 'utf8')) as Manifest;

/** Width and height as they stand in the file, after the signature of a PNG. */
function sizeOf(path: string): string {
  const bytes = readFileSync(`${FOLDER}/${path}`);
  expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

describe('the manifest', () => {
  const pictures = [...manifest.icons, ...manifest.screenshots, ...manifest.shortcuts.flatMap(({ icons }) => icons)];

  test.each(pictures.map((picture) => [picture.src, picture] as const))(
    '%s is there, and as large as it says',
    (_, { src, sizes, type }) => {
      expect([sizeOf(src), type]).toEqual([sizes, 'image/png']);
    },
  );

  test('has an icon of every purpose in the sizes that browsers ask for', () => {
    const of = (purpose: string) => manifest.icons.filter((icon) => icon.purpose === purpose).map(({ sizes }) => sizes);
    expect(of('any')).toEqual(['192x192', '512x512']);
    expect([of('maskable'), of('monochrome')]).toEqual([['512x512'], ['512x512']]);
  });

  test('shows itself wide and narrow, with sides that an installing browser takes', () => {
    expect(manifest.screenshots.map(({ form_factor }) => form_factor)).toEqual(['wide', 'narrow']);
    for (const { sizes, form_factor } of manifest.screenshots) {
      const [width = 0, height = 0] = sizes.split('x').map(Number);
      const [least, most] = [Math.min(width, height), Math.max(width, height)];
      expect(least).toBeGreaterThanOrEqual(320);
      expect(most).toBeLessThanOrEqual(3840);
      expect(most / least).toBeLessThanOrEqual(2.3);
      expect(width > height).toBe(form_factor === 'wide');
    }
  });

  test('leads to pages that there are, opens configurations, and never a second window for them', () => {
    for (const { url } of manifest.shortcuts) expect(PAGES.map((page) => `./#/${page}`)).toContain(url);
    expect(manifest.file_handlers).toEqual([{ action: './', accept: { 'application/json': ['.json'] } }]);
    expect(manifest.launch_handler.client_mode).toBe('focus-existing');
    expect(manifest.id).toBe('./');
    expect(manifest.categories.length).toBeGreaterThan(0);
  });
});
