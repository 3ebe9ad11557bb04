import type { ChapterBody } from '../blocks';

export const EN_COMPUTER: ChapterBody<'computer'> = {
  browsers: [
    'The bridge needs Web Serial, by which a page may use a serial port that you have allowed it.',
    {
      table: [
        ['Browser', 'Serial ports'],
        ['Chrome, Edge and other Chromium browsers on Windows, macOS, Linux, ChromeOS', 'yes; this is what the app is made for'],
        ['Firefox 151 and later on a computer', 'yes, after one more permission'],
        ['Chrome on Android', 'perhaps: [[android]]'],
        ['Safari; every browser on an iPhone or iPad', 'no'],
      ],
    },
    'Everything else works in all of them: the simulation, recordings, histories and logs that were saved as files.',
    'The page has to come from a secure address (https, or this computer itself); otherwise the browser hides its ports.',
  ],
  android: [
    'On Android it may work. This is what is known; only trying tells, and a device that works today may stop with an update of the system.',
    {
      table: [
        ['Version', 'What works'],
        ['Chrome 148 and later, on a recent Android', 'ports by cable, where the system itself drives the adapter'],
        ['Chrome 138 and later', 'serial ports over Bluetooth'],
        ['older, without Web Serial', 'adapters of the class CDC-ACM by WebUSB, where the system has not taken them itself'],
      ],
    },
    {
      list: [
        'Adapters of the class CDC-ACM are the safest choice: most with native USB, such as USBtin, CANable with slcan, many ESP32 boards.',
        'With chips by FTDI, CP210x (the vendor’s cable for the TinyBMS has one) and PL2303 reports say no, or that it depends on the maker of the tablet.',
        'Two adapters need a hub, and a tablet that feeds the hub or is fed by it.',
        'A tablet saves power: keep it on its charger, install the app, and let the screen stay on. See [[unattended]].',
      ],
    },
    'By WebUSB the app sees an adapter only while the system leaves it alone; if it does not, the port “could not be opened”. After an unplugging it has to be chosen again where it has no serial number.',
    'For a system that has to run alone, take a small computer with Chrome or Edge, and the tablet as a display.',
  ],
  linux: [
    {
      remedies: [
        {
          symptom: 'A port is listed, and cannot be opened',
          cause: 'Your user may not open serial ports.',
          action: 'Add it to the group `dialout` (Debian, Ubuntu, Fedora) or `uucp` (Arch) and log in again.',
        },
        {
          symptom: 'The list of ports is empty',
          cause: 'The browser comes from a Snap package.',
          action: 'Allow it with `snap connect chromium:raw-usb`, or install another package. Flatpak browsers need access to devices.',
        },
        {
          symptom: 'An adapter with a CH340 chip vanishes at once',
          cause: 'On Ubuntu `brltty` takes it for a braille display.',
          action: 'Remove `brltty`, if nobody needs it.',
        },
        {
          symptom: 'A fresh port is busy for some seconds',
          cause: '`ModemManager` asks whether it is a modem.',
          action: 'Wait: the bridge tries again by itself.',
        },
      ],
    },
  ],
  ports: [
    'A page sees only ports that you have chosen in the browser’s list, one click for each. The bridge then asks the device behind it who it is, and shows what it has seen under “How this was decided”. Two adapters that look alike are no trouble.',
    {
      remedies: [
        {
          symptom: 'The adapter is not in the list',
          cause:
            'A charging cable without data wires, a missing driver, an adapter that is no serial port ([[canable]]), or a Snap browser ([[linux]]).',
          action: 'Try another cable and another socket; look whether the system itself shows a port.',
        },
        {
          symptom: 'A port could not be opened',
          cause: 'Another program or another tab has it (the vendor’s program, a terminal), or this user may not ([[linux]]).',
          action: 'Close the other one. The bridge tries again by itself, after one and then every two seconds.',
        },
        {
          symptom: 'After each unplugging it has to be chosen again',
          cause: 'The adapter has no serial number (CH340): the browser cannot know it again.',
          action: 'Choose it again, or take an adapter with a serial number. Cheap CP2102 boards may all have the same one.',
        },
        {
          symptom: 'Not recognised',
          cause: 'Nobody answers: no power, TX and RX swapped, another serial speed, or another device.',
          action: 'See [[bms-missing]] and [[adapter-missing]].',
        },
      ],
    },
    'If you know better than the bridge, choose the role of a port by hand. “Ignore” leaves it alone for other programs.',
  ],
  unattended: [
    'A browser is not a machine of its own. For a system that shall run by itself:',
    {
      list: [
        'Install the app, under [[page:about|About]]. Windows of installed apps are not dropped to save memory; an ordinary tab may be.',
        'Switch off the sleep of the computer, also with the lid closed. While it sleeps nothing is sent; afterwards the bridge reads everything anew before it sends.',
        'Leave “Come back live by itself” on, and let the system start the browser.',
        'A hidden tab goes on: the bridge runs in a worker, which browsers do not slow down.',
        'New versions wait until you take them.',
        'Adapters without a serial number need you after every unplugging: [[ports]].',
      ],
    },
    'A bridge that hangs is ended and started again by the page; why is told under [[page:connection|Connection]], “Watchdog”. If restarts follow one another, reload the page, and save a support file under [[page:log|Log]].',
    'Nobody is called when the whole computer is gone. The GX notices, and stops by itself: [[silence]]. Its own alarms, or VRM, can call you.',
  ],
};
