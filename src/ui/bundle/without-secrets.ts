/** Names of what stays at home, wherever it stands. */
const SECRET = /pass(word|phrase)?$|secret|token|credential|certificate|ssid|user_?name|(api|private)_?key/i;

/** A copy without anything that opens a door: a file is shown to strangers. */
export function withoutSecrets<T>(value: T): T {
  if (Array.isArray(value)) return value.map((entry: unknown) => withoutSecrets(entry)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !SECRET.test(name));
  return Object.fromEntries(kept.map(([name, entry]) => [name, withoutSecrets(entry as unknown)])) as T;
}
