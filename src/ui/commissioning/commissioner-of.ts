import type { Ui } from '../state/context';
import { Commissioner } from './commissioner';

const known = new WeakMap<Ui, Commissioner>();

/** The one of this page; it begins to watch when it is first asked for, and goes on while other pages are looked at. */
export function commissionerOf(ui: Ui): Commissioner {
  let commissioner = known.get(ui);
  if (!commissioner) {
    commissioner = new Commissioner(ui.store, ui.preferences.keep);
    known.set(ui, commissioner);
  }
  return commissioner;
}
