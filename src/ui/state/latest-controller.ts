import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Asks for what its host shows. One question is under way at most; of those that come meanwhile only the newest is asked, and an
 * answer stays until the next one is there.
 */
export class LatestController<Answer> implements ReactiveController {
  /** `undefined` until the first answer, and after another subject was chosen. */
  answer: Answer | undefined;
  /** Why the newest question had no answer. */
  failure: string | undefined;

  private asked = '';
  private subject = '';
  private next: (() => Promise<Answer>) | undefined;
  private asking = false;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    // What was seen before the page was left is old.
    this.asked = '';
  }

  /**
   * @param subject - what it is about; the answer about another subject is not shown any longer
   * @param question - the same text asks the same thing, and is asked once
   */
  ask(subject: string, question: string, request: () => Promise<Answer>): void {
    if (subject !== this.subject) this.answer = undefined;
    const key = `${subject} ${question}`;
    if (key === this.asked) return;
    this.subject = subject;
    this.asked = key;
    this.next = request;
    if (!this.asking) void this.work();
  }

  /** Asks the newest question once more. */
  again(): void {
    this.asked = '';
    this.failure = undefined;
    this.host.requestUpdate();
  }

  private async work(): Promise<void> {
    this.asking = true;
    while (this.next) {
      const request = this.next;
      const { subject } = this;
      this.next = undefined;
      try {
        const answer = await request();
        if (subject === this.subject) this.answer = answer;
        this.failure = undefined;
      } catch (error) {
        this.failure = error instanceof Error ? error.message : String(error);
      }
      this.host.requestUpdate();
    }
    this.asking = false;
  }
}
