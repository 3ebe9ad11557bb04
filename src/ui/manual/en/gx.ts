import type { ChapterBody } from '../blocks';

export const EN_GX_CHAPTER: ChapterBody<'gx'> = {
  'gx-settings': [
    'Go through these once, on the GX itself. What they are called and where they stand depends a little on its version.',
    {
      steps: [
        'CAN profile of the port that the cable is in: “CAN-bus BMS (500 kbit/s)”. The bit rate of this app, under [[page:connection|Connection]], has to be the same.',
        'DVCC: on. For a battery whose make the GX does not know, this is your job; without it no limit reaches the chargers.',
        'SVS, shared voltage sense: off. The voltage that counts is that of the BMS.',
        'Controlling BMS: this battery, or automatic if it is the only one.',
        'No second battery with its own BMS on the CAN ports: the GX takes one, and raises an alarm for more.',
        'A maximum charge voltage of your own under DVCC is allowed. It can only lower what the bridge asks for.',
        'Chargers that the GX does not control need limits of their own.',
      ],
    },
    'Then look: the battery stands in the list of devices with the name set here, and its page shows CVL, CCL and DCL as the overview does. The GX cannot show every cell: no frame carries them all.',
  ],
  'gx-limits': [
    'Three numbers rule: CVL, the highest charge voltage, CCL and DCL, the highest charge and discharge current. What the GX makes of them:',
    {
      table: [
        ['What is sent', 'What the system does'],
        ['CVL above the voltage of the battery', 'charges towards it, with CCL at most'],
        ['CVL below it', 'discharges the battery down to it, into loads or grid'],
        ['CCL 0', 'chargers give only what the inverter draws; solar may go down to nothing'],
        ['DCL 0, with mains', 'the battery rests, the mains feed the loads'],
        ['DCL 0, without mains', 'the inverter switches off, and comes back when DCL does'],
        ['nothing', 'see [[silence]]'],
      ],
    },
    {
      warning:
        'A GX that feeds solar from the DC side into the grid ignores CCL, and lets its solar chargers go up to 0.4 V above CVL (48 V systems). Only CVL holds the charge there. Tell the bridge: “Solar feed-in to the grid” under [[page:charge|Charge control]].',
    },
    'The GX works in turns of about 3 seconds. A limit that falls takes that long to act, and solar chargers and inverter do not all act at once.',
    'An alarm on the GX changes nothing by itself. Only the limits do.',
  ],
  silence: [
    'When the BMS does not answer, the bridge does not repeat old values. It holds back, and then says nothing:',
    {
      table: [
        ['Since the last good reading', 'What is sent', 'What you see'],
        ['less than 10 s', 'everything as before', 'values grow pale after 2 s'],
        ['10 s', 'CCL 0, CVL held where the battery was, a warning', '“no fresh data”, values are gone'],
        ['30 s', 'nothing', '“silent”'],
        ['it is back', 'limits at once, with the first good reading', '“live”'],
      ],
    },
    'A GX that hears no limits for about 3 seconds stops charging and discharging. After that:',
    {
      list: [
        'Solar chargers stop and may show error #67, “BMS connection lost”. Some of them keep showing it until it is reset.',
        'The inverter first tells “low battery”, newer versions then “BMS connection lost”. With mains it passes them through; without, it switches off.',
        'After some ten seconds to a minute the battery leaves the list of devices. A generator with the rule “start on loss of communication” may start.',
        'When the frames are back everything goes on without a hand on the GX, except a #67 that is kept.',
      ],
    },
    'A GX that is silent itself changes nothing: the bridge goes on sending, because a GX that restarts needs the frames to find its battery again.',
  ],
};
