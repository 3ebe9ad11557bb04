import type { Ms } from '../battery/units';
import type { ControllerOptions } from './can-controller';

/** How a firmware answers where the others differ. Source: slcan dialects, firmware by firmware. */
export interface Dialect {
  /** To commands: CR or a refusal byte; `Z` whatever happens; `#` and a code; nothing at all. */
  readonly answers: 'cr' | 'z-always' | 'hash' | 'none';
  readonly refusal: 'bel' | 'backspace';
  /** To a frame that was taken. `letter`: `z` or `Z` by the length of the identifier. `cr-always`: also when it was not taken. */
  readonly transmitted: 'letter' | 'z' | 'cr' | 'cr-always' | 'bel-cr' | 'as-command';
  /** Answers to `C` at all. */
  readonly closeAnswers: boolean;
  /** `C` on a closed channel, `O` on an open one, `S` on an open one. */
  readonly closeWhenClosed: 'refused' | 'done' | 'silent';
  readonly openWhenOpen: 'refused' | 'done' | 'silent';
  readonly bitrateWhenOpen: 'refused' | 'silent';
  /** Speeds that are refused. */
  readonly unknownBitrates: readonly string[];
  /** Whole answer lines; `refused` where the command does not exist, `undefined` where it is passed over in silence. */
  readonly version: string | undefined;
  readonly firmware: string;
  readonly serialNumber: string;
  readonly flags: 'real' | 'always-zero' | 'refused';
  readonly listen: 'listens' | 'refused' | 'normal';
  readonly timestamps: boolean;
  /** Has `X`, `P`, `A`, `Q` and `U`; frames are then sent unasked only after `X1`. */
  readonly polled: boolean;
  /** An empty line carries out the line before once more. */
  readonly repeatsOnEmpty: boolean;
  /** Answers wait until a frame is heard on the bus, this long at most. */
  readonly waitsForTrafficMs: Ms | undefined;
  /** Restarts when the port is opened: what it prints, and when it listens. */
  readonly boot: { readonly ms: Ms; readonly lines: readonly string[] } | undefined;
  /** Time of a byte on the serial line [ms]; 0 for native USB. */
  readonly byteMs: Ms;
  readonly controller: ControllerOptions;
}

export const REFUSED = 'refused';

const UART_115200: Ms = 10_000 / 115_200;
const UART_57600: Ms = 10_000 / 57_600;

const LAWICEL: Dialect = {
  answers: 'cr',
  refusal: 'bel',
  transmitted: 'letter',
  closeAnswers: true,
  closeWhenClosed: 'refused',
  openWhenOpen: 'refused',
  bitrateWhenOpen: 'refused',
  unknownBitrates: [],
  version: 'V1013',
  firmware: REFUSED,
  serialNumber: 'NA123',
  flags: 'real',
  listen: 'listens',
  timestamps: true,
  polled: false,
  repeatsOnEmpty: false,
  waitsForTrafficMs: undefined,
  boot: undefined,
  byteMs: 0,
  controller: { queue: 8, recovery: 'reopen', givesUpMs: undefined },
};

/** What an ESP32 prints when it starts: mask ROM, boot loader, application. */
const ESP32_BOOT: readonly string[] = [
  'ets Jul 29 2019 12:21:46',
  '',
  'rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)',
  'configsip: 0, SPIWP:0xee',
  'clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00',
  'mode:DIO, clock div:1',
  'load:0x3fff0030,len:1184',
  'entry 0x400805e4',
  'Driver installed',
];

export const DIALECTS = {
  canusb: LAWICEL,
  can232: { ...LAWICEL, version: 'V1220', transmitted: 'cr', polled: true, byteMs: UART_57600 },
  /** A bridge on an ESP32-S3 that answers CR to everything it knows. */
  cr: {
    ...LAWICEL,
    transmitted: 'cr',
    closeWhenClosed: 'done',
    openWhenOpen: 'done',
    unknownBitrates: ['S0'],
    version: 'V0100',
    serialNumber: 'N0001',
    controller: { queue: 32, recovery: 'reopen', givesUpMs: undefined },
  },
  'silent-canable': {
    ...LAWICEL,
    answers: 'none',
    transmitted: 'as-command',
    bitrateWhenOpen: 'silent',
    version: '8ca5d39 github.com/normaldotcom/canable-fw.git',
    listen: 'normal',
    flags: 'refused',
    serialNumber: REFUSED,
    timestamps: false,
    repeatsOnEmpty: true,
    controller: { queue: 28, recovery: 'automatic', givesUpMs: undefined },
  },
  'elmue-hash': {
    ...LAWICEL,
    answers: 'hash',
    transmitted: 'as-command',
    closeAnswers: false,
    version:
      '+Board: MksMakerbase\tMCU: STM32G431\tDevID: 1128\tFirmware: 3281937\tSlcan: 100\tClock: 160\tLimits: 512,256,128,128,32,32,16,16',
    serialNumber: REFUSED,
    listen: 'refused',
    timestamps: false,
    controller: { queue: 64, recovery: 'automatic', givesUpMs: 40 },
  },
  'esp32-twai': {
    ...LAWICEL,
    transmitted: 'cr-always',
    closeWhenClosed: 'silent',
    openWhenOpen: 'silent',
    version: 'V1234',
    serialNumber: 'N2208',
    flags: 'always-zero',
    boot: { ms: 1000, lines: ESP32_BOOT },
    byteMs: UART_115200,
    controller: { queue: 5, recovery: 'reset', givesUpMs: undefined },
  },
  beachviking: {
    ...LAWICEL,
    answers: 'z-always',
    transmitted: 'as-command',
    version: 'V1',
    serialNumber: 'N1',
    flags: 'always-zero',
    waitsForTrafficMs: 10_000,
    byteMs: UART_115200,
    controller: { queue: 5, recovery: 'reset', givesUpMs: undefined },
  },
  backspace: {
    ...LAWICEL,
    refusal: 'backspace',
    transmitted: 'z',
    version: 'V0101',
    serialNumber: 'N0001',
    byteMs: UART_115200,
    controller: { queue: 5, recovery: 'reset', givesUpMs: undefined },
  },
  /** Refusal and CR for a frame that was sent; no version. */
  'bel-cr': {
    ...LAWICEL,
    transmitted: 'bel-cr',
    version: undefined,
    serialNumber: REFUSED,
    flags: 'refused',
    listen: 'refused',
    timestamps: false,
    controller: { queue: 5, recovery: 'reset', givesUpMs: undefined },
  },
} as const satisfies Readonly<Record<string, Dialect>>;

export type DialectName = keyof typeof DIALECTS;
