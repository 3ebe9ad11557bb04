import type { AppTexts } from './keys-app';

export const EN_APP: AppTexts = {
  title: 'This app on this device',
  offline: {
    preparing: 'Being stored for use without a network.',
    ready: 'Stored: it starts without a network.',
    unavailable: 'Not stored: this browser, or this address, keeps no pages. It needs https or localhost.',
  },
  install: 'Install the app',
  installHelp: 'It then has an icon and a window of its own, and starts like any other app. Settings and history stay.',
  installed: 'It runs as an installed app.',
  byHand: [
    'Chrome and Edge on a computer: the symbol at the end of the address bar, or “Install” in the menu.',
    'Chrome on Android: “Add to home screen” in the menu.',
  ],
  check: 'Look for a new version',
  newVersion: 'A new version is ready',
  newVersionText: 'It is taken when you say so. The page is then loaded again.',
  apply: 'Take it now',
  wentBack: 'The new version did not start',
  wentBackText: 'This is the one before; it goes on as it was. A later version is offered as usual.',
  tryAgain: 'Try it again',
  refusals: {
    live: 'Not while the bridge is live: press “Stop sending” first, or take it later.',
    'other-window': 'Not while another window of this app uses the ports: take it there.',
  },
};
