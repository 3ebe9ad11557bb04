import type { TelemetryFacts } from '../../interfaces/host';
import type { Ui } from '../state/context';
import { answerQuestions } from './answering';

const NOTHING_TOLD: TelemetryFacts = { sent: 0, throttled: 0 };

/** Lets other pages of this address ask, and tells them what happens once this one is calm. */
export function serveInterfaces(ui: Ui, calm: Promise<void>): void {
  let facts = (): TelemetryFacts => NOTHING_TOLD;
  answerQuestions(navigator.serviceWorker, ui.store, async (request) => {
    const [{ answer }, { interfaceHost }] = await Promise.all([import('../../interfaces/answer'), import('./interface-host')]);
    return answer(request, interfaceHost(ui, facts()));
  });
  const begin = async (): Promise<void> => {
    const { Broadcaster } = await import('./broadcaster');
    const broadcaster = new Broadcaster(ui.store, ui.traffic);
    facts = () => broadcaster.facts;
    broadcaster.start();
  };
  void calm.then(begin);
}
