import { readText, type IncomingFile } from '../state/incoming-file';
import { hashOf } from '../state/route';

interface Launch {
  readonly files?: readonly { readonly name: string; getFile(): Promise<File> }[];
}

/** Only Chromium has it, and only an installed app gets files by it. */
type LaunchingWindow = Window & { readonly launchQueue?: { setConsumer(consumer: (launch: Launch) => void): void } };

/** A configuration that the system opens with the installed app is looked at like one that is dropped onto it. */
export function takeLaunchedFiles(incoming: IncomingFile): void {
  (window as LaunchingWindow).launchQueue?.setConsumer(({ files: [handle] = [] }) => {
    if (!handle) return;
    void handle
      .getFile()
      .then(readText, () => ({ name: handle.name, text: '' }))
      .then((file) => {
        incoming.offer(file);
        location.hash = hashOf('settings');
      });
  });
}
