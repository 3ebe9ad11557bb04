/** How punctually a request ends that a BMS never answers, on real timers, and whether the next one is answered. */
import { systemClock } from '../../src/links/system-clock';
import { CLIENT_DEFAULTS, TinyBmsClient } from '../../src/links/tinybms-client';
import { encodeReply, encodeRequest, type Request } from '../../src/protocols/tinybms/frames';
import { writeReport } from './report';

const REQUESTS = 20;
const LATE_MS = 20;
const QUESTION: Request = { command: 'modbusRead', address: 36, count: 4 };
const ANSWER = encodeReply({ command: 'modbusRead', words: [1, 2, 3, 4] });
/** The last byte of the longest answer may come so long after the question, at 115200 Bd. */
const WIRE_MS = ((encodeRequest(QUESTION).length + 259) * 10_000) / 115_200;

/** Silent and answering in turns; 1 when a request ended wrongly. */
export async function main(): Promise<number> {
  let silent = true;
  const client = new TinyBmsClient(() => {
    if (!silent) setImmediate(() => client.receive(ANSWER));
  }, systemClock());
  const ask = (): Promise<string> =>
    client.request(QUESTION, { priority: 'live', attempts: 1 }).then(
      () => 'answered',
      (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'broken'),
    );
  const late: number[] = [];
  let right = 0;
  for (let request = 0; request < REQUESTS; request++) {
    silent = true;
    const start = performance.now();
    const ended = await ask();
    late.push(performance.now() - start - CLIENT_DEFAULTS.timeoutMs - WIRE_MS);
    silent = false;
    if (ended === 'timeout' && (await ask()) === 'answered') right++;
  }
  late.sort((a, b) => a - b);
  const [first = NaN, middle = NaN, last = NaN] = [late[0], late[REQUESTS / 2], late.at(-1)];
  writeReport('silence', {
    title: 'A BMS that does not answer',
    notes: [
      `${REQUESTS} requests without an answer, on real timers, each followed by one that is answered.`,
      `A request is over ${CLIENT_DEFAULTS.timeoutMs} ms after the longest answer could have passed over the wire.`,
    ],
    tables: [
      {
        caption: 'Later than its time-out [ms]',
        columns: ['', 'least', 'median', 'most'],
        rows: [['end of the request', first.toFixed(1), middle.toFixed(1), last.toFixed(1)]],
      },
    ],
    goals: [
      {
        what: `ends within its time-out plus ${LATE_MS} ms`,
        reached: first >= -1 && last <= LATE_MS,
        found: `${first.toFixed(1)} to ${last.toFixed(1)} ms late`,
      },
      { what: 'the next request is answered', reached: right === REQUESTS, found: `${right} of ${REQUESTS}` },
    ],
  });
  return right === REQUESTS ? 0 : 1;
}
