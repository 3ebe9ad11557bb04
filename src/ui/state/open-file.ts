import type { Bundle } from '../bundle/bundle';
import { bundleApis } from '../bundle/bundle-apis';
import { BundleError, openBundle } from '../bundle/open-bundle';
import { readTraffic } from '../export/traffic-file';
import type { Ui } from './context';

/** Many times what any such file has: a browser would not survive reading more [bytes]. */
const MOST_BYTES = 400_000_000;

/**
 * Shows a file's log and history in the place of this bridge's own; its traffic becomes the recording that can be played. A file that
 * cannot be opened is told by `file.problem`.
 */
export async function openFile({ file, traffic }: Pick<Ui, 'file' | 'traffic'>, name: string, content: Blob): Promise<void> {
  file.refuse(undefined);
  let bundle: Bundle;
  try {
    bundle = openBundle(name, await bytesOf(content));
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    return file.refuse(error.problem);
  }
  file.open(bundle, bundleApis(bundle));
  if (bundle.traffic === '') return;
  await readTraffic(traffic, new File([bundle.traffic], name), () => undefined, new AbortController().signal);
}

/** @throws BundleError */
async function bytesOf(content: Blob): Promise<Uint8Array> {
  if (content.size > MOST_BYTES) throw new BundleError('not-ours');
  try {
    return new Uint8Array(await content.arrayBuffer());
  } catch {
    // A folder, or a file that is gone or may not be read.
    throw new BundleError('damaged');
  }
}
