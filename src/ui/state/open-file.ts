import { bundleApis } from '../bundle/bundle-apis';
import { openBundle } from '../bundle/open-bundle';
import { readTraffic } from '../export/traffic-file';
import type { Ui } from './context';

/**
 * Shows a file's log and history in the place of this bridge's own; its traffic becomes the recording that can be played.
 * @throws BundleError
 */
export async function openFile({ file, traffic }: Pick<Ui, 'file' | 'traffic'>, name: string, bytes: Uint8Array): Promise<void> {
  const bundle = openBundle(name, bytes);
  file.open(bundle, bundleApis(bundle));
  if (bundle.traffic === '') return;
  await readTraffic(traffic, new File([bundle.traffic], name), () => undefined, new AbortController().signal);
}
