import { isObject, maskSecrets, parseObject, type JsonObject } from '../configuration/json';
import { isSecret } from '../configuration/seed/keys';
import type { InterfaceHost } from './host';

type Host = Pick<InterfaceHost, 'areas' | 'preferences'>;

/** The whole configuration as a `config.json` of the firmware bridge; without `secrets` a mask stands for each. */
export async function seedFile({ areas, preferences }: Host, { secrets }: { readonly secrets: boolean }): Promise<JsonObject> {
  const text = await areas.configuration.exportFile('config', { display: preferences.settings, secrets: true });
  const file = parseObject(text)?.value ?? {};
  return secrets ? file : maskSecrets(file, isSecret);
}

/** The `config.json` that was imported, with masks for its secrets; empty where none was. */
export async function keptFile({ areas, preferences }: Host): Promise<JsonObject> {
  const text = await areas.configuration.exportFile('own', { display: preferences.settings, secrets: true });
  const kept = parseObject(text)?.value['kept'];
  const config = isObject(kept) ? kept['config'] : undefined;
  return isObject(config) ? maskSecrets(config, isSecret) : {};
}
