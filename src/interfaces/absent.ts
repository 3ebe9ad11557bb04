/** What the firmware bridge had and a browser cannot do, with the reason. */
export const ABSENT_SENTENCES = {
  wifi: 'A page has no Wi-Fi of its own: the network is that of the computer.',
  ota: 'A page has no firmware to be replaced: a new version of the app is offered on its own page.',
  reboot: 'A page cannot reboot the computer. To start the bridge anew: POST /api/system/restart.',
  mqtt: 'A page cannot speak MQTT.',
  csrf: 'Writes need the token of the app, which is shown on its page; it is not handed out.',
  forget: 'Nothing is forgotten from outside: history, log and settings are cleared on their own pages.',
  bmsFactory:
    'A TinyBMS has no command that brings back its factory settings; the page BMS compares with them, and writes them one by one.',
  counters: 'Counters begin with the bridge and cannot be set back.',
  tasks: 'There are no tasks and modules that could be told apart: see /api/metrics/runtime.',
  historyFiles: 'Files of the history are written on its own page; rows are under /api/history.',
  configFile: 'A whole configuration is taken over on the page of the settings, with a look at it first.',
} as const;

export type AbsentId = keyof typeof ABSENT_SENTENCES;
