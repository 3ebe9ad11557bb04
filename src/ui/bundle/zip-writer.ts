import { strToU8, Zip, ZipDeflate } from 'fflate';

/** Writes a zip file piece by piece: the browser keeps the pieces of a blob outside of the page's memory. */
export class ZipWriter {
  private readonly pieces: Blob[] = [];
  private failure: Error | undefined;
  private readonly zip = new Zip((error, chunk) => {
    if (error) this.failure = error;
    else this.pieces.push(new Blob([chunk]));
  });

  /** One file of text. Each piece is compressed before the next one is asked for. */
  async add(name: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
    const file = new ZipDeflate(name, { level: 6 });
    this.zip.add(file);
    for await (const piece of pieces) file.push(strToU8(piece));
    file.push(new Uint8Array(), true);
  }

  end(): Blob {
    this.zip.end();
    if (this.failure) throw this.failure;
    return new Blob(this.pieces, { type: 'application/zip' });
  }
}
