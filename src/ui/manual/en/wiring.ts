import type { ChapterBody } from '../blocks';

export const EN_WIRING: ChapterBody<'wiring'> = {
  'bms-cable': [
    { drawing: 'uart' },
    {
      table: [
        ['Pin of the 4-pin JST PH', 'Signal', 'Where to'],
        ['1', '5 V out', 'nowhere: the adapter has its power from USB'],
        ['2', 'TX, from the BMS', 'RX of the adapter'],
        ['3', 'RX, to the BMS', 'TX of the adapter'],
        ['4', 'GND, the negative of the pack', 'GND on the isolated side of the adapter'],
      ],
    },
    {
      warning:
        'Go by the pin numbers, not by colours. On at least one cable of the vendor white is 5 V, yellow is TX, black is RX and red is GND.',
    },
    'It is a serial line at logic level: not RS-232 and not RS-485, whose voltages can destroy it. The vendor does not state the logic voltage; boards with 3.3 V and with 5 V inputs are in use. Speed and format are fixed: 115200 baud, 8 data bits, no parity, 1 stop bit, no flow control.',
    {
      list: [
        'The vendor’s USB cable: those sold since June 2024 contain an isolator. With an older one, put a USB isolator between it and the computer.',
        'A USB serial adapter for logic level: an isolated one, or an ordinary one behind a USB isolator. See [[isolation]].',
        'An ESP32 board that hands bytes through: [[relay]].',
      ],
    },
    'Only one thing at a time may be connected to this plug: the vendor’s Bluetooth or CAN module has to go first. And the 5 V of pin 1 is switched off while the BMS sleeps; whatever lives on it could not wake it.',
  ],
  isolation: [
    'The serial line of the TinyBMS is not isolated: its GND is the negative of the pack. The ground of a computer is another one: that of its charger, of the mains, of a ship’s hull, or that of the GX through the CAN adapter.',
    'Join both with a thin wire, and this can happen:',
    {
      list: [
        'The wire becomes a second way for the current of the battery, beside the thick negative cable.',
        'When that cable comes loose, or a switch in it opens, the whole current looks for its way through adapter and computer. BMS, adapter and computer can be destroyed in that moment.',
        'Voltages between both grounds disturb the data: bytes are lost, readings are rejected, the link comes and goes.',
      ],
    },
    'So there is always an isolator between the BMS and the computer: in the USB serial adapter, in the cable, or a USB isolator of its own. A USB isolator for full speed is fast enough.',
    'The CAN side shares its ground, pin 3 of the socket, with the GX. An isolated CAN adapter is the better choice there. It does not replace the isolator of the BMS.',
    { warning: 'A laptop on its own battery is no isolation: with its charger, or any other cable, the ground is there again.' },
  ],
  relay: [
    'An ESP32 board can stand in the place of the USB serial adapter, if its firmware hands every byte through between USB and the line to the BMS, unchanged, at 115200 baud, and prints nothing of its own.',
    {
      list: [
        'Wire it as in [[bms-cable]]: RX of the board to pin 2, TX to pin 3, GND to pin 4.',
        'Such a board is not isolated. Put an isolator into the line to the BMS, or a USB isolator before the computer. See [[isolation]].',
        'When the port is opened or closed the board may restart, and prints what it prints while starting. The bridge waits until it has gone quiet, eight seconds at most, and shows “starting up” meanwhile.',
        'Boards with native USB send nothing as long as the line DTR is off. The bridge leaves it as the system sets it: on.',
      ],
    },
  ],
  'can-adapter': [
    'The bridge speaks to the GX through a serial CAN adapter, and asks it which dialect of slcan it speaks. Two things count: it has to be a serial port, and it has to be able to do 500 kbit/s.',
    {
      table: [
        ['Adapter', 'Fits', 'To mind'],
        ['CANable with an slcan firmware', 'yes', 'answers nothing to most commands: [[canable]]'],
        ['CANable with candleLight', 'no', 'not a serial port; flash an slcan firmware: [[canable]]'],
        ['Lawicel CANUSB', 'yes', '[[canusb-usbtin]]'],
        ['USBtin', 'yes', '[[canusb-usbtin]]'],
        ['ESP32 with a TWAI firmware and a transceiver', 'mostly', 'depends on the firmware: [[esp32-can]]'],
      ],
    },
    'Adapters with native USB ignore the serial speed that is set under [[page:connection|Connection]]. One behind a USB serial chip needs the speed of its firmware; 115200 is enough for what is sent here.',
    'What the adapter answers means that it took the command. None of them tells whether anybody on the bus has acknowledged the frame. The only proof that the GX is there is what the GX sends itself; that is why “sent” and “heard” are shown apart.',
  ],
  canable: [
    {
      remedies: [
        {
          symptom: 'The adapter is plugged in, and is not in the browser’s list',
          cause: 'It has the candleLight firmware, which is no serial port.',
          action: 'Flash an slcan firmware for its board. Nothing else helps.',
        },
        {
          symptom: '“Acknowledges with: nothing” on the page Wire',
          cause: 'The original firmwares for CANable 1 and 2 answer only the question for the version.',
          action: 'That is how they are. The bridge sends at an even pace and goes by what the bus shows.',
        },
        {
          symptom: 'It acknowledges on the bus although the bridge only observes',
          cause: 'The firmware for CANable 1 cannot merely listen.',
          action: 'No harm: nothing is sent either way.',
        },
      ],
    },
    'Newer firmwares for these boards answer every command, some with a line that begins with `#`. The bridge finds that out by itself. One report tells of boards that retry for ever when nobody acknowledges: then the GX has to be on, or the adapter to be plugged in again.',
  ],
  'canusb-usbtin': [
    'Both answer every command and every frame, so that the bridge knows what was taken: `z` on the page Wire. Both have native USB or a chip that behaves so; the serial speed does not matter.',
    {
      list: [
        'CANUSB holds 8 frames to send and 32 received ones. That is plenty for a battery; a bus shared with many other devices can overrun it.',
        'The bridge sets either of them up anew after each plugging; nothing has to be stored in the adapter.',
        'Look whether your board has a resistor of 120 Ω, and whether it is switched on: [[termination]].',
      ],
    },
  ],
  'esp32-can': [
    'An ESP32 has a CAN controller (TWAI), and needs a transceiver at its pins. How well it serves depends on the firmware; these are the known habits:',
    {
      table: [
        ['What you see', 'Why', 'What helps'],
        [
          'not recognised, or only rubbish',
          'serial speed of the firmware: some use 500000 or 921600',
          'the same speed under [[page:connection|Connection]]',
        ],
        ['“starting up” for some seconds', 'opening the port restarts the board', 'wait; eight seconds at most'],
        ['dead after trouble on the bus', 'some firmwares do not come back from “bus off”', 'mend the bus, then unplug the board'],
        ['frames lost on a busy bus', 'its queue holds five frames', 'give the battery a bus of its own'],
        ['acknowledges everything', 'its answer means “read”, not “sent”', 'trust the GX that is heard, not the answer'],
      ],
    },
    'Firmwares that tell nothing about themselves are shown as “not recognised”. If you know what it is, choose “CAN adapter that does not answer” for that port.',
  ],
  'gx-port': [
    { drawing: 'cable' },
    {
      table: [
        ['Pin of the RJ45', 'Signal', 'To the adapter'],
        ['3', 'GND', 'GND'],
        ['7', 'CAN-H', 'CAN-H'],
        ['8', 'CAN-L', 'CAN-L'],
        ['1, 2, 4, 5, 6', '—', 'nothing: leave them open'],
      ],
    },
    'The port is called BMS-Can or, where there is only one kind, VE.Can; the pins are the same. Both sockets of a port are joined inside: one takes the cable, the other the terminator.',
    'CAN-H and CAN-L belong on one twisted pair. In an ordinary network cable pins 7 and 8 are one.',
    'Keep the cable away from those of the inverter, and take it no longer than needed.',
  ],
  termination: [
    { drawing: 'termination' },
    'A CAN bus has a resistor of 120 Ω at each of its two ends, and nowhere else. There is none inside the GX.',
    {
      list: [
        'At the GX: an RJ45 terminator in the second socket of the same port.',
        'At the adapter: its own resistor (a jumper or a switch on many boards), or 120 Ω between CAN-H and CAN-L.',
        'Devices between the two ends get none.',
      ],
    },
    'Measure it: switch everything off, leave the cable in, and measure between CAN-H and CAN-L.',
    {
      table: [
        ['Reading', 'Meaning'],
        ['about 60 Ω', 'right: two resistors'],
        ['about 120 Ω', 'one is missing'],
        ['about 40 Ω or less', 'one too many'],
        ['far more, or nothing', 'none, or a broken wire'],
        ['near 0 Ω', 'CAN-H and CAN-L touch'],
      ],
    },
    'A short bus with one resistor may seem to work, and fail when the inverter does. Set it right.',
  ],
};
