import type { OperationTexts } from './keys-operation';

export const EN_OPERATION: OperationTexts = {
  title: 'Operation',
  levels: {
    observe: {
      name: 'Observe',
      text: 'The battery is read and limits are worked out. Nothing is sent; the adapter only listens and does not even acknowledge.',
    },
    shadow: {
      name: 'Shadow',
      text: 'Every frame is made and shown as it would be sent, and none is sent. The adapter acknowledges what others send.',
    },
    live: { name: 'Live', text: 'Frames go to the GX, which follows them.' },
  },
  now: 'now',
  since: (time) => `for ${time}`,
  checklist: 'Before going live',
  checklistHelp: 'Each point is proven by what is measured. Two of them can stay open through no fault; then check them yourself.',
  checks: {
    battery: {
      name: 'The BMS answers with usable settings',
      proven: ({ cells }, f) => `${f.count(cells)} cells in series.`,
      open: () => 'No TinyBMS has told its settings yet.',
      failed: () => 'Several answer, or the settings contradict each other; the message at the top says which.',
    },
    cells: {
      name: 'The cells add up to the pack',
      proven: ({ sum, pack }, f) => `Together ${f.measure('voltage', sum)}; the pack reads ${f.measure('voltage', pack)}.`,
      open: () => 'No complete reading yet.',
      failed: () => 'The last reading was rejected; “Plausibility” on this page says why.',
    },
    current: {
      name: 'The sign of the current is right',
      proven: ({ current, status }, f) =>
        `${f.measure('current', current)} while the BMS says it is ${status === 'charging' ? 'charging' : 'discharging'}.`,
      open: () => 'Let at least 1 A flow for some seconds, in either direction.',
      failed: ({ current, status }, f) =>
        `${f.measure('current', current)} while the BMS says it is ${status === 'charging' ? 'charging' : 'discharging'}: its current sensor is the wrong way round.`,
    },
    limits: {
      name: 'The limits are plausible',
      proven: ({ limits }, f) =>
        `${f.measure('voltageLimit', limits?.[0])}, charge ${f.measure('currentLimit', limits?.[1])}, discharge ${f.measure('currentLimit', limits?.[2])}: within the cutoffs of the BMS.`,
      open: () => 'No limits have been decided yet.',
      failed: ({ limits }, f) =>
        `${f.measure('voltageLimit', limits?.[0])}, charge ${f.measure('currentLimit', limits?.[1])}, discharge ${f.measure('currentLimit', limits?.[2])}: beyond a cutoff of the BMS.`,
    },
    adapter: {
      name: 'The CAN adapter is ready',
      proven: () => 'Its channel is open.',
      open: () => 'No CAN adapter is set up yet.',
      failed: () => 'It cannot be used.',
    },
    alone: {
      name: 'No other battery on the bus',
      proven: () => 'Nobody else uses our identifiers.',
      open: () => 'Nothing can be heard without the adapter.',
      failed: () => 'Someone else sends battery frames. Two batteries on one bus overrule each other: disconnect one.',
    },
    gx: {
      name: 'The GX is heard',
      proven: ({ victron }) => (victron ? 'It identifies itself as Victron.' : 'Its keep-alive arrives.'),
      open: () =>
        'A GX alone on the bus is heard only when somebody acknowledges: switch to shadow. Check wiring, termination and bit rate.',
      failed: () => 'It is not heard.',
    },
  },
  results: { proven: 'proven', open: 'open', failed: 'failed' },
  accept: 'I have checked this myself',
  go: { observe: 'Observe only', shadow: 'Shadow', live: 'Go live' },
  missing: (count) => `Points still missing: ${count}.`,
  liveConfirm: {
    title: 'Let the bridge send?',
    text: 'From now on the GX charges and discharges the battery within the limits of this bridge. “Stop sending” at the top ends it at any time.',
    action: 'Go live',
  },
  autoStart: 'Come back live by itself',
  autoStartHelp: 'After a reload, a crash or a power cut, if it was live before with this very BMS. Without this it comes back observing.',
};
