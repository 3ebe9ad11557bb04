/** What this window is among the windows of the browser. Types only. */

/**
 * - `sender`: owns the ports; the only one that can send.
 * - `display`: shows what the sender's worker tells. `silent`: it has told nothing for 3 s.
 * - `vacant`: showed it, and the sender is gone; nobody sends.
 * - `apart`: neither; the simulation, or a bridge that is stopped.
 */
export type WindowView =
  | { readonly role: 'sender'; readonly number: number | undefined; readonly displays: number }
  | { readonly role: 'display'; readonly number: number | undefined; readonly sender: number; readonly silent: boolean }
  | { readonly role: 'vacant' | 'apart'; readonly number: number | undefined };
