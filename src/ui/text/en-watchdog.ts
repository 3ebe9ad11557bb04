import type { Texts } from './keys';

export const EN_WATCHDOG: Texts['watchdog'] = {
  title: 'Watchdog',
  help: 'Twice a second this page asks the bridge for a sign of life. A bridge that hangs is ended; that frees its ports and silences it. Then it is started again.',
  states: {
    starting: 'starting',
    answering: 'answers',
    late: 'answer overdue',
    pausing: 'ended',
    suspended: 'put aside',
  },
  startsIn: (time) => `starts again in ${time}`,
  timeout: 'End a bridge that has not answered for',
  timeoutHelp: 'Without frames the GX stops by itself after about 3 seconds, however long this is.',
  facts: {
    beats: 'Answers',
    misses: 'Late or missing answers',
    gaps: 'Between two answers',
    steps: 'Steps of the control loop',
    late: 'Late steps',
    longestLate: 'Latest step',
    longestGap: 'Longest time between two steps',
    restarts: 'Restarts',
    lost: 'Time that this page itself lost',
  },
  none: 'none',
  gaps: (mean, longest) => `${mean}, at most ${longest}`,
  since: {
    opened: (time) => `Watching since ${time}, when the page was opened.`,
    reloaded: (time) => `Watching since ${time}, when the page was reloaded.`,
    discarded: (time) => `Watching since ${time}. The browser had dropped this page to save memory; install the app to prevent that.`,
  },
  restartsTitle: 'Restarts, newest first',
  reasons: {
    'no-answer': (silence) => `It had not answered for ${silence}.`,
    'loop-stuck': () => 'It answered, but its control loop did not run any more.',
    crashed: () => 'It failed while starting.',
    'hidden-away': () => 'The browser had put the page away; it gave its ports back meanwhile.',
    frozen: () => 'The browser had frozen the page; it gave its ports back meanwhile.',
    owner: () => 'You asked for it.',
  },
  restart: 'Restart the bridge',
  restartConfirm: {
    title: 'Restart the bridge now?',
    text: 'Nothing is sent for a few seconds. The GX may stop charging and discharging until limits reach it again.',
    action: 'Restart',
  },
  requestLost: {
    title: 'The bridge was restarted meanwhile',
    cause: 'It was ended before it had answered, so nobody knows whether this was still carried out.',
    action: 'Look at the present state and try again.',
  },
  restarted: (time) => ({
    title: `The bridge was restarted at ${time}`,
    action: 'Nothing was sent meanwhile. It goes on as chosen under “Operation”; the watchdog card under Connection keeps count.',
  }),
  failing: {
    title: 'The bridge fails again and again',
    cause: 'Restarts have not helped. The page goes on trying with pauses of up to a minute, and nothing is sent between them.',
    action: 'Reload the page. If that does not help, restart the browser and report this with the details under Connection.',
  },
};
