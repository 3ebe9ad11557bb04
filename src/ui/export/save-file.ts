/** There is nothing that could stand in the file. */
export class NothingToWrite extends Error {}

/** Hands a file to the browser's downloads. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has taken hold of the blob once the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** For instance "2026-03-29-0800", in UTC. */
export function fileStamp(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', '-').replace(':', '');
}
