import type { Keep } from '../state/preferences';

const KEY = 'tb-interface-token';
const BYTES = 16;

/**
 * The word without which nothing is changed over the HTTP routes: it keeps out forms and links of other pages, which can send a request
 * but no header of its own. Made when it is first asked for, the same in every window of this browser, and in no export.
 */
export class AccessToken {
  private held: string | undefined;
  private readonly listeners = new Set<() => void>();

  /** @param keep - storage of the browser; where it is refused, the token lives as long as the page */
  constructor(private readonly keep: Keep | undefined) {}

  get value(): string {
    // Read each time: another window may have renewed it.
    const kept = this.stored() ?? this.held;
    return kept ?? this.renew();
  }

  /** Makes a new one; the one before is worth nothing from now on. */
  renew(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
    const token = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    this.held = token;
    try {
      this.keep?.setItem(KEY, token);
    } catch {
      // A full or refused storage: it holds for this page.
    }
    for (const listener of this.listeners) listener();
    return token;
  }

  /** @returns the function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private stored(): string | undefined {
    try {
      return this.keep?.getItem(KEY) ?? undefined;
    } catch {
      return undefined;
    }
  }
}
