/** What a line of the drawing is. */
export interface PictureLine {
  readonly name: string;
  readonly colour: string;
  readonly dashed: boolean;
}

export interface PictureStyle {
  readonly text: string;
  readonly ground: string;
  readonly font: string;
}

/** Around the drawing, and the line of words above it [px]. */
const MARGIN = 16;
const WORDS_HEIGHT = 32;
const LINE_HEIGHT = 20;
/** The stroke before a name, and what is left free around it. */
const STROKE = 20;
const GAP = 8;

/**
 * A drawing with words and the names of its lines above it, as PNG: on its own ground, so that it can be read wherever it is put.
 * @throws Error when the browser cannot make the picture
 */
export async function pictureOf(
  drawing: HTMLCanvasElement,
  words: string,
  lines: readonly PictureLine[],
  { text, ground, font }: PictureStyle,
): Promise<Blob> {
  const ratio = devicePixelRatio;
  const picture = document.createElement('canvas');
  const context = picture.getContext('2d');
  if (!context) throw new Error('No drawing surface');
  const namesFont = `${12 * ratio}px ${font}`;
  context.font = namesFont;
  const names = placed(context, lines, drawing.width, ratio);
  const namesHeight = (names.at(-1)?.y ?? -LINE_HEIGHT * ratio) + LINE_HEIGHT * ratio;
  // The size of a canvas is set before anything is drawn: it empties it.
  picture.width = drawing.width + 2 * MARGIN * ratio;
  picture.height = drawing.height + (2 * MARGIN + WORDS_HEIGHT) * ratio + namesHeight;
  context.fillStyle = ground;
  context.fillRect(0, 0, picture.width, picture.height);
  context.fillStyle = text;
  context.font = `600 ${14 * ratio}px ${font}`;
  context.textBaseline = 'middle';
  context.fillText(words, MARGIN * ratio, (MARGIN + WORDS_HEIGHT / 2) * ratio, drawing.width);
  context.translate(MARGIN * ratio, (MARGIN + WORDS_HEIGHT) * ratio);
  context.font = namesFont;
  for (const { line, x, y } of names) {
    const middle = y + (LINE_HEIGHT * ratio) / 2;
    context.strokeStyle = line.colour;
    context.lineWidth = 2 * ratio;
    context.setLineDash(line.dashed ? [5 * ratio, 3 * ratio] : []);
    context.beginPath();
    context.moveTo(x, middle);
    context.lineTo(x + STROKE * ratio, middle);
    context.stroke();
    context.fillText(line.name, x + (STROKE + GAP) * ratio, middle);
  }
  context.drawImage(drawing, 0, namesHeight);
  return new Promise((resolve, reject) =>
    picture.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser made no picture'))), 'image/png'),
  );
}

/** The names one after the other, in as many rows as they need. */
function placed(context: CanvasRenderingContext2D, lines: readonly PictureLine[], width: number, ratio: number) {
  let [x, y] = [0, 0];
  return lines.map((line) => {
    const length = (STROKE + 3 * GAP) * ratio + context.measureText(line.name).width;
    if (x > 0 && x + length > width) [x, y] = [0, y + LINE_HEIGHT * ratio];
    const place = { line, x, y };
    x += length;
    return place;
  });
}

export function pictureName(chart: string, from: number): string {
  return `tinybms-${chart}-${new Date(from).toISOString().slice(0, 10)}.png`;
}
