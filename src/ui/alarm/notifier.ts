import { SHOW_ALARMS } from '../../interfaces/message-press';
import type { CallKind } from '../state/alarms';

/** `ask`: the owner has not been asked. `off`: allowed, and switched off here. */
export type NotifierState = 'missing' | 'ask' | 'refused' | 'on' | 'off';

export interface Message {
  readonly id: string;
  readonly kind: CallKind;
  readonly title: string;
  readonly text: string;
}

/** Where a message leads when it is pressed. */
const ALARMS = '#/alarms';

/** A message that the service worker has shown, and that was pressed, leads to the alarms as well. */
export function followMessages(worker: Pick<ServiceWorkerContainer, 'addEventListener'> | undefined): void {
  worker?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if ((data as { readonly type?: unknown } | null)?.type === SHOW_ALARMS) location.hash = ALARMS;
  });
}

/** Messages of the system. The owner is asked only when they click for it. */
export class Notifier {
  get permission(): NotificationPermission | 'missing' {
    return 'Notification' in globalThis ? Notification.permission : 'missing';
  }

  async ask(): Promise<void> {
    if (this.permission === 'default') await Notification.requestPermission();
  }

  async show({ id, kind, title, text }: Message): Promise<void> {
    if (this.permission !== 'granted') return;
    const options: NotificationOptions = { body: text, tag: id, requireInteraction: kind !== 'warning' };
    try {
      const notification = new Notification(title, options);
      notification.onclick = () => {
        window.focus();
        location.hash = ALARMS;
        notification.close();
      };
    } catch {
      // On Android only a service worker may show one.
      const registration = await navigator.serviceWorker?.getRegistration();
      await registration?.showNotification(title, options);
    }
  }
}
