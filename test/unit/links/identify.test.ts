import { describe, expect, test } from 'vitest';
import { asciiBytes } from '../../../src/protocols/bytes/ascii';
import { fromHex, toHex } from '../../../src/protocols/bytes/hex';
import { identify, type Identification, type Identity, type Question } from '../../../src/links/identify';
import { ManualClock } from '../../support/manual-clock';

const V = '56 0D';
/** Modbus read of registers 500 to 509 from unit 0xAA; checksum computed independently. */
const WHO = 'AA 03 01 F4 00 0A 9C 18';
/** Board 2.1, firmware 1.242, twelve bytes of serial number; checksum computed independently. */
const WHO_REPLY = 'AA 03 14 01 02 00 01 00 F2 05 04 12 34 56 78 9A BC DE F0 11 22 33 44 CRC';

function crcOf(hex: string): string {
  let crc = 0xffff;
  for (const byte of fromHex(hex)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return toHex(Uint8Array.of(crc & 0xff, crc >>> 8));
}
const REPLY = WHO_REPLY.replace('CRC', crcOf(WHO_REPLY.replace(' CRC', '')));

type Device = (hex: string, say: (bytes: Uint8Array, afterMs?: number) => void) => void;

const SILENT: Device = () => undefined;
const TINYBMS: Device = (hex, say) => hex === WHO && say(fromHex(REPLY), 4);
const LAWICEL: Device = (hex, say) => hex === V && say(asciiBytes('V1013\r'));

function setUp(device: Device, questions: readonly Question[] = ['adapter', 'bms']) {
  const clock = new ManualClock();
  const written: string[] = [];
  const times: number[] = [];
  const identities: Identity[] = [];
  const deciding: number[] = [];
  const say = (bytes: Uint8Array, afterMs = 1) => void clock.at(clock.now() + afterMs, () => identification.receive(bytes));
  const world = { device };
  const identification: Identification = identify(
    (bytes) => {
      written.push(toHex(bytes));
      times.push(clock.now());
      world.device(toHex(bytes), say);
    },
    clock,
    { questions },
    {
      changed: () => undefined,
      decided: (identity) => {
        identities.push(identity);
        deciding.push(clock.now());
      },
    },
  );
  return { clock, written, times, identities, deciding, identification, say, world };
}

test('the fixture of the identity reply carries the checksum of the reference', () => {
  expect(crcOf('AA 03 00 24 00 04')).toBe('1D D9');
});

describe('settling', () => {
  test('nothing is written before 300 ms of quiet', () => {
    const { clock, written, identification } = setUp(SILENT);
    clock.advance(299);
    expect(written).toEqual([]);
    expect(identification.phase).toBe('settling');
    clock.advance(1);
    expect(written).toEqual([V]);
    expect(identification.phase).toBe('identifying');
  });

  test('boot text is waited for, and noted', () => {
    const { clock, written, say, identification } = setUp(SILENT);
    for (let ms = 0; ms < 2000; ms += 200) say(asciiBytes('rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n'), ms);
    clock.advance(2000);
    expect(written).toEqual([]);
    clock.advance(200);
    expect(written).toEqual([V]);
    expect(identification.evidence).toEqual([{ kind: 'boot-text', text: 'rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)' }]);
  });

  test.each([
    ['rubbish', 'noise ', 8000],
    ['a board that boots', 'I (254) cpu_start: Pro cpu up.\r\n', 16_000],
  ])('%s that never ends is listened to for a limited time', (_name, text, until) => {
    const { clock, written, times, say } = setUp(SILENT);
    for (let ms = 0; ms < 20_000; ms += 100) say(asciiBytes(text), ms);
    clock.advance(20_000);
    expect(written[0]).toBe(V);
    expect(times[0]).toBeGreaterThan(until - 300);
    expect(times[0]).toBeLessThanOrEqual(until);
  });
});

describe('an adapter', () => {
  test('answers V twice and is never sent binary', () => {
    const { clock, written, identities, identification } = setUp(LAWICEL);
    clock.advance(400);
    expect(written).toEqual([V, V]);
    expect(identities).toEqual([{ kind: 'adapter', version: 'V1013' }]);
    expect(identification.evidence).toEqual([{ kind: 'adapter-version', text: 'V1013' }]);
  });

  test.each([
    ['CANable', 'b158aa7 github.com/normaldotcom/canable-fw.git\r'],
    ['CANable 2.5', '+Board: MultiboardCanable\r'],
    ['one with a short version', 'V1\r'],
  ])('%s is known by its own form of answer', (_name, text) => {
    const { clock, identities } = setUp((hex, say) => hex === V && say(asciiBytes(text)));
    clock.advance(400);
    expect(identities).toEqual([{ kind: 'adapter', version: text.slice(0, -1) }]);
  });

  test('that refuses V is one if it does so twice in a row', () => {
    const { clock, identities, identification } = setUp((hex, say) => hex === V && say(Uint8Array.of(7)));
    clock.advance(1300);
    expect(identities).toEqual([{ kind: 'adapter', version: undefined }]);
    expect(identification.evidence).toEqual([{ kind: 'adapter-refusal' }]);
  });

  test('whose channel is open is known by its frames, and not waited for', () => {
    const { clock, written, times, say, identities, identification } = setUp(SILENT);
    for (let ms = 0; ms < 5000; ms += 20) say(asciiBytes('t30580000000000000000\r'), ms);
    clock.advance(100);
    expect(written).toEqual([V]);
    expect(times[0]).toBeLessThan(100);
    clock.advance(1500);
    expect(identities).toEqual([{ kind: 'adapter', version: undefined }]);
    expect(identification.evidence[0]).toEqual({ kind: 'adapter-frames', count: 2 });
  });

  test('whose version has columns is not taken for a TinyBMS that broadcasts', () => {
    const { clock, written, identities, identification } = setUp(
      (hex, say) => hex === V && say(asciiBytes('+Board: MksMakerbase\tMCU: STM32G431\r')),
    );
    clock.advance(400);
    expect(written).toEqual([V, V]);
    expect(identities).toMatchObject([{ kind: 'adapter' }]);
    expect(identification.evidence).toEqual([{ kind: 'adapter-version', text: '+Board: MksMakerbase\tMCU: STM32G431' }]);
  });

  test('that refuses V by a code is one as well', () => {
    const { clock, identities } = setUp((hex, say) => hex === V && say(asciiBytes('#1\r')));
    clock.advance(1300);
    expect(identities).toEqual([{ kind: 'adapter', version: undefined }]);
  });

  test('that boots for five seconds is found', () => {
    const { clock, world, say, identities } = setUp(SILENT);
    say(asciiBytes('ets Jul 29 2019 12:21:46\r\n'), 5);
    clock.advance(5000);
    expect(identities).toEqual([]);
    world.device = LAWICEL;
    clock.advance(1000);
    expect(identities).toEqual([{ kind: 'adapter', version: 'V1013' }]);
  });

  test('that boots is not sent the binary question meanwhile', () => {
    const { clock, written, say } = setUp(SILENT);
    say(asciiBytes('ets Jul 29 2019 12:21:46\r\n'), 5);
    clock.advance(6000);
    expect(new Set(written)).toEqual(new Set([V]));
  });

  test('with the binary question in its buffer answers the V after it', () => {
    let garbage = false;
    let probes = 0;
    const { clock, identities } = setUp((hex, say) => {
      if (hex !== V) garbage = true;
      else if (++probes > 2) {
        say(garbage ? Uint8Array.of(7) : asciiBytes('V1013\r'));
        garbage = false;
      }
    });
    clock.advance(5000);
    expect(identities).toEqual([{ kind: 'adapter', version: 'V1013' }]);
  });
});

describe('a TinyBMS', () => {
  test('is silent to V, and answers for its identity', () => {
    const { clock, written, times, identities, identification } = setUp(TINYBMS);
    clock.advance(2000);
    expect(written).toEqual([V, V, WHO]);
    expect(times).toEqual([300, 800, 1300]);
    expect(identities).toMatchObject([{ kind: 'bms', reply: { command: 'modbusRead' } }]);
    expect(identification.evidence).toEqual([
      { kind: 'adapter-silent' },
      { kind: 'bms-answer', serialNumber: expect.stringMatching(/^[0-9A-F]{24}$/) as string },
    ]);
  });

  test('that sleeps answers a later copy', () => {
    let copies = 0;
    const { clock, written, identities } = setUp((hex, say) => hex === WHO && ++copies > 2 && say(fromHex(REPLY)));
    clock.advance(2000);
    expect(written).toEqual([V, V, WHO, WHO, WHO]);
    expect(identities).toMatchObject([{ kind: 'bms' }]);
  });

  test('that was one before is asked at once', () => {
    const { clock, written, identities } = setUp(TINYBMS, ['bms', 'adapter']);
    clock.advance(400);
    expect(written).toEqual([WHO]);
    expect(identities).toMatchObject([{ kind: 'bms' }]);
  });

  test.each([
    ['ASCII', 'BPV:51.23\tMINCV:3.65\tMAXCV:3.67\tBPC:-7.6\tSOC:98\tBMST:25\tEXT1:--\tEXT2:--\tOS:151\tCB:0000000000000000\r\n', 0],
    ['ASCII, heard from the middle of a line', 'V:51.23\tMINCV:3.65\tMAXCV:3.67\tBPC:-7.6\tSOC:98\r\n', 0],
    ['CA V3', '12.3\t51.2\t-7.6\t0.0\t0.0\t25\t0\t0\t0\t0\t0\t0\t0\r\n', 0],
  ])('that broadcasts %s is not taken for an adapter', (_name, text) => {
    const { clock, say, identities, deciding } = setUp(TINYBMS);
    for (let ms = 0; ms < 20_000; ms += 100) say(asciiBytes(text), ms);
    clock.advance(20_000);
    expect(identities).toMatchObject([{ kind: 'bms' }]);
    expect(deciding[0]).toBeLessThan(1000);
  });

  test('that broadcasts its binary format, BEL and backspace in it, is not taken for an adapter', () => {
    const { clock, say, identities } = setUp(TINYBMS);
    for (let ms = 0; ms < 20_000; ms += 100) say(Uint8Array.of(0x07, 0x80, 0x08, 0x55), ms);
    clock.advance(20_000);
    expect(identities).toMatchObject([{ kind: 'bms' }]);
  });

  test('whose answer is cut into bytes and follows false headers is understood', () => {
    const { clock, identities } = setUp((hex, say) => {
      if (hex === WHO) for (const [index, byte] of [...fromHex(`AA 03 F0 ${REPLY}`)].entries()) say(Uint8Array.of(byte), 1 + index);
    });
    clock.advance(3000);
    expect(identities).toMatchObject([{ kind: 'bms' }]);
  });
});

describe('neither', () => {
  test('both questions are put three times, and no other byte is sent', () => {
    const { clock, written, identities, identification } = setUp(SILENT);
    clock.advance(10_000);
    const round = [V, V, WHO, WHO, WHO];
    expect(written).toEqual([...round, ...round, ...round]);
    expect(identities).toEqual([{ kind: 'unidentified' }]);
    expect(identification.evidence).toEqual([{ kind: 'adapter-silent' }, { kind: 'bms-silent' }]);
    expect(clock.waiting).toBe(0);
  });

  test('an only question is put with patience: twelve times V, or three times the other', () => {
    const adapter = setUp(SILENT, ['adapter']);
    adapter.clock.advance(10_000);
    expect(adapter.written).toEqual(Array.from({ length: 12 }, () => V));
    const bms = setUp(SILENT, ['bms']);
    bms.clock.advance(10_000);
    expect(bms.written).toEqual([WHO, WHO, WHO]);
  });

  test('cancelled, nothing moves any more', () => {
    const { clock, written, identities, identification } = setUp(LAWICEL);
    clock.advance(300);
    identification.cancel();
    clock.advance(10_000);
    expect(written).toEqual([V]);
    expect(identities).toEqual([]);
    expect(clock.waiting).toBe(0);
  });
});
