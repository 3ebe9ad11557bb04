import type { Call } from '../state/alarms';
import type { Snapshot } from '../state/bridge-store';
import { createFormat } from '../format/format';
import type { Language } from '../state/preferences';
import { alarmWords } from '../text/alarm-words';
import { textsOf } from '../text/texts';
import type { Message } from './notifier';

/** A call as a message of the system: it may be read without the page. */
export function callWords({ entry }: Call, { view }: Snapshot, language: Language): Pick<Message, 'title' | 'text'> {
  const texts = textsOf(language);
  const { calls: t, bridgeSilent, simulation, shell } = texts;
  const simulated = view?.mode === 'simulation' ? [simulation.word] : [];
  const titled = (...parts: readonly string[]): string => [...simulated, ...parts].join(' · ');
  if (!entry) return { title: titled(t.lostLink(t.lost.worker)), text: bridgeSilent.action };
  const speaking = { format: createFormat(language), severalPacks: (view?.packs.length ?? 0) > 1 };
  const { title, meaning, measured, action } = alarmWords(entry, texts, speaking);
  const text = [measured, meaning, action].filter(Boolean).join(' ');
  const { subject, level } = entry;
  if (subject.family === 'link') return { title: titled(t.lostLink(t.lost[subject.link])), text: `${title}. ${text}` };
  return { title: titled(shell.tones[level], title), text };
}
