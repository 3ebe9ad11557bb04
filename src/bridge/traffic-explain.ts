import { provenanceOf, usesOf } from '../control/provenance';
import type { ByteField } from '../protocols/explain/byte-map';
import { explainSlcanLine } from '../protocols/explain/slcan-line';
import { explainBmsReply, explainBmsRequest } from '../protocols/explain/tinybms-frame';
import { requestIn } from '../protocols/tinybms/frames';
import type { ExplainedField, FieldSource, TrafficApi } from './traffic-contract';

type Explained = Parameters<TrafficApi['explain']>[0];

/** The bytes of one piece of traffic, and what each has to do with what the bridge decides. */
export function explain(piece: Explained): readonly ExplainedField[] {
  return fieldsOf(piece).map((field) => ({ ...field, source: sourceOf(field) }));
}

function fieldsOf({ wire, direction, bytes, request }: Explained): readonly ByteField[] {
  switch (wire) {
    case 'tinybms':
      return direction === 'sent' ? explainBmsRequest(bytes) : explainBmsReply(bytes, request && requestIn(request));
    case 'slcan':
      return explainSlcanLine(bytes, direction);
    case 'port':
      return [];
  }
}

function sourceOf({ subject }: ByteField): FieldSource | undefined {
  switch (subject.of) {
    case 'part':
      return undefined;
    case 'signal': {
      const made = provenanceOf(subject.frame, subject.signal);
      return made && { kind: 'made', ...made };
    }
    case 'register': {
      const signals = usesOf(subject.register);
      return signals.length > 0 && subject.field === undefined ? { kind: 'used', signals } : undefined;
    }
  }
}
