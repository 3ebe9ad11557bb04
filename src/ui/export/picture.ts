export interface PictureStyle {
  readonly text: string;
  readonly ground: string;
  readonly font: string;
}

/** Around the drawing, and the line of words above it [px]. */
const MARGIN = 16;
const WORDS_HEIGHT = 32;

/**
 * A drawing with words above it, as PNG: on its own ground, so that it can be read wherever it is put.
 * @throws Error when the browser cannot make the picture
 */
export async function pictureOf(drawing: HTMLCanvasElement, words: string, { text, ground, font }: PictureStyle): Promise<Blob> {
  const ratio = devicePixelRatio;
  const picture = document.createElement('canvas');
  picture.width = drawing.width + 2 * MARGIN * ratio;
  picture.height = drawing.height + (2 * MARGIN + WORDS_HEIGHT) * ratio;
  const context = picture.getContext('2d');
  if (!context) throw new Error('No drawing surface');
  context.fillStyle = ground;
  context.fillRect(0, 0, picture.width, picture.height);
  context.fillStyle = text;
  context.font = `600 ${14 * ratio}px ${font}`;
  context.textBaseline = 'middle';
  context.fillText(words, MARGIN * ratio, (MARGIN + WORDS_HEIGHT / 2) * ratio, drawing.width);
  context.drawImage(drawing, MARGIN * ratio, (MARGIN + WORDS_HEIGHT) * ratio);
  return new Promise((resolve, reject) =>
    picture.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser made no picture'))), 'image/png'),
  );
}

export function pictureName(chart: string, from: number): string {
  return `tinybms-${chart}-${new Date(from).toISOString().slice(0, 10)}.png`;
}
