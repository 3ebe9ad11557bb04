/** What the firmware bridge had and a browser cannot do, with the reason. */
export const ABSENT_SENTENCES = {
  wifi: 'A page has no Wi-Fi of its own: the network is that of the computer.',
  ota: 'A page has no firmware to be replaced: a new version of the app is offered on its own page.',
  mqtt: 'A page cannot speak MQTT.',
  csrf: 'Writes need the token of the app, which is shown on its page; it is not handed out.',
  bmsFactory:
    'A TinyBMS has no command that brings back its factory settings; the page BMS compares with them, and writes them one by one.',
  counters: 'Counters begin with the bridge and cannot be set back.',
  tasks: 'There are no tasks and modules that could be told apart: see /api/metrics/runtime.',
} as const;

export type AbsentId = keyof typeof ABSENT_SENTENCES;
