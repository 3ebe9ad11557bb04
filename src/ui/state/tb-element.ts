import { LitElement } from 'lit';
import { createFormat, type Format } from '../format/format';
import { textsOf } from '../text/texts';
import type { Texts } from '../text/keys';
import { requestUi, type Ui } from './context';
import { firstDrawings } from './slices';

/** An element that knows the page state and speaks the owner's language, also after a switch. */
export abstract class TbElement extends LitElement {
  private found: Ui | undefined;
  private endLanguage: (() => void) | undefined;

  /** @throws Error before the element is connected */
  get ui(): Ui {
    if (!this.found) throw new Error(`${this.localName} is not connected`);
    return this.found;
  }

  protected get text(): Texts {
    return textsOf(this.ui.preferences.language);
  }

  protected get format(): Format {
    return createFormat(this.ui.preferences.language);
  }

  override connectedCallback(): void {
    // Before the controllers are told: they select from the state.
    this.found = requestUi(this);
    this.endLanguage = this.found.preferences.subscribe(() => this.requestUpdate());
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.endLanguage?.();
  }

  protected override scheduleUpdate(): void | Promise<unknown> {
    return firstDrawings.take(() => void super.scheduleUpdate());
  }
}
