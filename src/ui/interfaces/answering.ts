import { type FromWindow, isQuestion, type Offer } from '../../interfaces/relay';
import type { InterfaceRequest, WrittenAnswer } from '../../interfaces/request';
import type { BridgeStore } from '../state/bridge-store';

/** The part of the browser by which the service worker speaks to a page. */
type Container = Pick<ServiceWorkerContainer, 'addEventListener' | 'startMessages'>;

/**
 * Answers the service worker's questions: at once what this window has to offer and, if it is chosen, the request itself.
 * @param answer - brings the code of the routes with the first request
 */
export function answerQuestions(
  container: Container | undefined,
  store: BridgeStore,
  answer: (request: InterfaceRequest) => Promise<WrittenAnswer>,
): void {
  container?.addEventListener('message', ({ data, ports }: MessageEvent<unknown>) => {
    const [port] = ports;
    if (!port || !isQuestion(data)) return;
    const { request } = data;
    port.onmessage = () => void answer(request).then((answer) => port.postMessage({ kind: 'answer', answer } satisfies FromWindow));
    port.postMessage({ kind: 'offer', offer: offerOf(store) } satisfies FromWindow);
  });
  container?.startMessages();
}

function offerOf(store: BridgeStore): Offer {
  // A hidden page looks at its clock once a minute; what it says must be right now.
  store.tick();
  const { view, worker } = store.snapshot;
  return { mode: view?.mode, role: view?.window.role, worker };
}
