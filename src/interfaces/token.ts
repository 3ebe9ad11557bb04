import { refuse, type Answer } from './request';

/** Why a request that needs the token of the app is not carried out; `undefined` when it has it. */
export function tokenRefusal(given: string | undefined, token: string): Answer | undefined {
  if (given === token) return undefined;
  const headers = { 'WWW-Authenticate': 'Bearer realm="TinyBMS Bridge"' };
  const refusal =
    given === undefined
      ? refuse(401, 'token-missing', 'This needs the token of the app in the header X-Bridge-Token.')
      : refuse(401, 'token-wrong', 'The token is not that of the app; it may have been renewed.');
  return { ...refusal, headers };
}
