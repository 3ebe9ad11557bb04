/** Contrast of every pair of tokens that meet on the page, computed by the browser that draws them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import '../../src/ui/styles/tokens.css';

type Rgb = readonly [number, number, number];

let canvas: CanvasRenderingContext2D;
let probe: HTMLElement;

beforeAll(() => {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  canvas = context;
  probe = document.createElement('span');
  document.body.append(probe);
});

afterAll(() => {
  probe.remove();
  delete document.documentElement.dataset['theme'];
});

function colour(token: string, theme: string): Rgb {
  document.documentElement.dataset['theme'] = theme;
  probe.style.color = `var(--tb-${token})`;
  canvas.fillStyle = '#000';
  canvas.fillStyle = getComputedStyle(probe).color;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/** WCAG 2.2, relative luminance. */
function luminance([red, green, blue]: Rgb): number {
  const linear = (part: number): number => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const TEXT: readonly (readonly [string, string])[] = [
  ...['text', 'quiet', 'old', 'accent', 'warning', 'alarm'].flatMap((text) => [[text, 'surface'] as const, [text, 'ground'] as const]),
  ...['text', 'quiet'].map((text) => [text, 'raised'] as const),
  ['text', 'warning-soft'],
  ['text', 'alarm-soft'],
  ['text', 'simulated-soft'],
  ['simulated', 'simulated-soft'],
  ['warning', 'warning-soft'],
  ['alarm', 'alarm-soft'],
  ['on-accent', 'accent'],
];

const GRAPHICS: readonly (readonly [string, string])[] = [
  ['edge', 'surface'],
  ['edge', 'ground'],
  ['fill', 'surface'],
  ['fill', 'track'],
  ['accent', 'track'],
  ['old', 'track'],
  ['text', 'track'],
  ['simulated', 'surface'],
  ['warning', 'surface'],
  ['alarm', 'surface'],
  ['accent', 'raised'],
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((series) => [`series-${series}`, 'surface'] as const),
];

describe.each(['dark', 'light'])('%s theme', (theme) => {
  test.each(TEXT)('text: %s on %s', (text, ground) => {
    expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(GRAPHICS)('graphics: %s on %s', (mark, ground) => {
    expect(contrast(colour(mark, theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
  });
});

test('the two themes are two themes', () => {
  expect(luminance(colour('ground', 'dark'))).toBeLessThan(0.02);
  expect(luminance(colour('ground', 'light'))).toBeGreaterThan(0.8);
});

test('black on white has contrast 21', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
});
