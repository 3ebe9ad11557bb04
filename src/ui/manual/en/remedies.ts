import type { ChapterBody } from '../blocks';

export const EN_REMEDIES: ChapterBody<'remedies'> = {
  'bms-missing': [
    {
      remedies: [
        {
          symptom: 'The port is not recognised',
          cause: 'TX and RX are swapped, GND is missing, or the adapter is one for RS-232.',
          action: 'Pin 2 goes to RX, pin 3 to TX, pin 4 to GND: [[bms-cable]].',
        },
        {
          symptom: 'The first question after a pause is lost',
          cause: 'The BMS sleeps about 10 s after the last activity; the first command only wakes it.',
          action: 'Nothing: the bridge asks again, and keeps it awake.',
        },
        {
          symptom: 'It answered, and stopped',
          cause: 'A loose plug, a BMS without power, or one that has switched itself off after an under-voltage.',
          action: 'Check plug and battery. After an under-voltage connect a charger.',
        },
        {
          symptom: 'The link comes and goes; many bytes belong to no frame',
          cause: 'A long or unshielded line, a ground that is shared, or a serial port made in software.',
          action: 'Shorten it, keep it away from the inverter, isolate it: [[isolation]].',
        },
        {
          symptom: 'Its port has disappeared',
          cause: 'The USB plug is out, or the hub has no power.',
          action: 'Plug it in. Some adapters have to be chosen again: [[ports]].',
        },
      ],
    },
    'While it is missing the bridge holds back after 10 s and is silent after 30 s: [[silence]].',
  ],
  'adapter-missing': [
    {
      remedies: [
        {
          symptom: 'The adapter is not in the browser’s list',
          cause: 'It is not a serial port, for instance a CANable with candleLight.',
          action: 'See [[canable]].',
        },
        {
          symptom: 'Not recognised',
          cause: 'Wrong serial speed, or a firmware that tells nothing about itself.',
          action:
            'Set its speed under [[page:connection|Connection]]; if you know it, choose “CAN adapter that does not answer”. See [[esp32-can]].',
        },
        {
          symptom: 'It was there and stopped answering',
          cause: 'Its firmware hangs, often after trouble on the bus.',
          action: 'Unplug it and plug it in again, then look at [[bus-trouble]].',
        },
        {
          symptom: 'It restarts again and again',
          cause: 'Too little power at the USB socket, or a board that restarts when its port is opened.',
          action: 'Another socket or a powered hub.',
        },
      ],
    },
  ],
  'bus-trouble': [
    'Look at these in this order; each takes a minute.',
    {
      steps: [
        'Is the GX on, and the cable in at both ends?',
        'Is it the port with the profile “CAN-bus BMS (500 kbit/s)”, and is the bit rate here the same? See [[gx-settings]].',
        'Measure between CAN-H and CAN-L, everything off: 60 Ω. See [[termination]].',
        'Are CAN-H and CAN-L swapped? Pin 7 is CAN-H, pin 8 is CAN-L. See [[gx-port]].',
        'Is GND joined, pin 3?',
        'Does any other device on this bus use another bit rate? One is enough to stop all.',
      ],
    },
    {
      table: [
        ['The app says', 'It means'],
        ['Nobody acknowledges', 'the adapter sends and is alone: cable, profile, bit rate, GX off'],
        ['The CAN bus is off', 'after many errors the adapter has withdrawn: bit rate, swapped or broken wires'],
        ['The adapter refuses frames', 'its channel is closed or its buffer full, mostly because nobody acknowledges'],
        ['Another battery sends limits', 'a second BMS or bridge: only one may speak. Disconnect the other'],
      ],
    },
    'The bridge sets the adapter up anew after 1, 2, 5, 10 and then every 30 seconds. Frames that have waited are dropped: a limit never leaves late.',
  ],
  'gx-missing': [
    {
      remedies: [
        {
          symptom: 'The GX was never heard, and the bridge observes',
          cause: 'Nobody acknowledges its frames: an adapter that only listens does not.',
          action: 'Switch to shadow. See [[modes]].',
        },
        {
          symptom: 'Never heard in shadow or live either',
          cause: 'Wiring, termination, profile or bit rate.',
          action: 'See [[bus-trouble]].',
        },
        {
          symptom: 'It was heard and is lost',
          cause: 'It restarts, is being updated (that takes minutes), or the cable is out.',
          action: 'Wait. The bridge goes on sending, so that the GX finds its battery again.',
        },
        {
          symptom: 'Heard, and the battery is not in its list',
          cause: 'Nothing is sent: the bridge observes or runs in shadow; or the profile of that port is another one.',
          action: 'Go live; see [[gx-settings]].',
        },
        {
          symptom: 'In its list, and chargers do not follow',
          cause: 'DVCC is off, or a charger is not controlled by the GX.',
          action: 'See [[gx-settings]].',
        },
        {
          symptom: 'Solar chargers show #67 although everything is back',
          cause: 'Some keep it until it is reset.',
          action: 'Reset it in VictronConnect or in the menu of the charger.',
        },
      ],
    },
  ],
  implausible: [
    'A reading that no battery can give is counted, shown and never used. What was wrong with it stands under [[page:connection|Connection]], “Plausibility”. While only such readings come, the bridge behaves as without data: [[silence]].',
    {
      remedies: [
        {
          symptom: 'The number of cells does not match',
          cause: 'The BMS finds other cells than it is set to: a balance lead is off, or the setting is wrong.',
          action: 'Count the leads. With fewer than 16 cells the lowest balance pins stay free. See [[bms-settings]].',
        },
        {
          symptom: 'The cells do not add up to the pack',
          cause: 'A balance lead with a bad contact, or the pack voltage is measured elsewhere.',
          action: 'Measure cell and pack with a meter, and compare.',
        },
        {
          symptom: 'One cell reads absurdly',
          cause: 'A lead is broken or corroded.',
          action: 'Check it with the battery switched off.',
        },
        {
          symptom: 'The settings contradict each other',
          cause: 'Thresholds in the wrong order, or too close together.',
          action: 'The page [[page:bms|BMS]] marks them. See [[bms-settings]].',
        },
        {
          symptom: 'Several packs answer',
          cause: 'This version sends limits for one pack.',
          action: 'Unplug the others, or set their ports to “Ignore”.',
        },
      ],
    },
  ],
  'current-sign': [
    'Charging is plus, discharging is minus. The bridge holds the sign against what the BMS says it is doing; at least 1 A has to flow for some seconds.',
    {
      remedies: [
        {
          symptom: 'The point stays open',
          cause: 'The battery rests.',
          action: 'Switch on a load of some amperes, or a charger. Or check it yourself and say so.',
        },
        {
          symptom: 'The point has failed',
          cause: 'An external current sensor is the wrong way round.',
          action:
            'Turn the sensor, or switch “Turn the external current sensor round” on, on the page [[page:bms|BMS]] where the firmware has it. Do not go live before that.',
        },
        {
          symptom: 'Some tenths of an ampere at rest',
          cause: 'The offset of the sensor.',
          action: 'Normal. The state of charge drifts a little with it.',
        },
      ],
    },
  ],
  'cell-voltage': [
    {
      remedies: [
        {
          symptom: 'A cell is high, the others are not',
          cause: 'It is fuller or smaller than the others, and runs ahead at the end of the charge.',
          action: 'Let the battery balance: keep it full and at rest for hours. See [[balance]].',
        },
        {
          symptom: 'All cells are high',
          cause: 'A charger that does not follow the GX, or more solar than the grid takes.',
          action: 'DVCC on; see [[gx-settings]] and, for feed-in, [[gx-limits]].',
        },
        {
          symptom: 'The alarm comes at the end of every charge',
          cause: 'The charge voltage is close to the cutoff.',
          action: 'Lower the absorption voltage under [[page:charge|Charge control]].',
        },
        {
          symptom: 'A cell is low under load, and fine at rest',
          cause: 'A weak cell or a bad contact; its voltage falls with the current.',
          action: 'Tighten and clean its connections, then compare at the same current.',
        },
        {
          symptom: 'All cells are low',
          cause: 'The battery is empty.',
          action: 'Charge it. The bridge never refuses charging to an empty battery.',
        },
        {
          symptom: 'The BMS has cut off before the inverter stopped',
          cause: 'The empty voltage of the bridge is too near to that of the BMS.',
          action: 'Raise the empty voltage under [[page:charge|Charge control]]. After an under-voltage cutoff connect a charger.',
        },
      ],
    },
  ],
  balance: [
    'Cells that are apart count only near full: lower down they differ by nature. While they are apart up there the bridge lowers the charge voltage and the current, so that the BMS has time to balance.',
    {
      remedies: [
        {
          symptom: 'The spread grows at the end of the charge',
          cause: 'The cells hold different amounts of charge.',
          action: 'Keep the battery full for hours, several times. Balancing takes off little each hour.',
        },
        {
          symptom: 'It never gets smaller',
          cause: 'Balancing begins above the charge voltage, so it never begins; or the battery is never long enough full.',
          action: 'Heed the advice under [[page:charge|Charge control]]: the threshold is register 303.',
        },
        {
          symptom: 'One cell is always the odd one',
          cause: 'A bad contact at its balance lead, or a worn cell.',
          action: 'Measure it with a meter at the cell itself. If the meter disagrees with the BMS, it is the lead.',
        },
      ],
    },
  ],
  temperature: [
    'LFP and NMC cells must not be charged below freezing: it harms them for good. So the bridge forbids it before the BMS has to.',
    {
      remedies: [
        {
          symptom: 'Too cold to charge',
          cause: 'The coldest sensor is below the table.',
          action: 'Warm the battery. Discharging goes on, reduced. Charging comes back by itself.',
        },
        {
          symptom: 'Too hot',
          cause: 'Too much current for the place, or too little air.',
          action: 'Reduce the current; let air reach the battery.',
        },
        {
          symptom: 'A temperature that cannot be right',
          cause: 'A sensor of the other kind than the BMS is set to, or a broken wire.',
          action: 'Check the setting of the sensor type on the page [[page:bms|BMS]].',
        },
        {
          symptom: 'Only the temperature of the board is shown',
          cause: 'No sensor is fitted.',
          action: 'Fit one at the cells: the board is warmer than they are, and says little about frost.',
        },
      ],
    },
  ],
  current: [
    {
      remedies: [
        {
          symptom: 'Charge current high',
          cause: 'Chargers that the GX does not control, or feed-in, where CCL is ignored.',
          action: 'See [[gx-settings]] and [[gx-limits]].',
        },
        {
          symptom: 'Discharge current high',
          cause: 'Large loads. In island mode an inverter keeps no discharge limit but 0.',
          action: 'Switch loads off, or set the inverter’s own limit.',
        },
        {
          symptom: 'The BMS cuts off under a short peak',
          cause: 'Its peak cutoff acts at once.',
          action: 'Raise it within what cells and switches bear; it has to be above the continuous one.',
        },
      ],
    },
  ],
  'bms-fault': [
    'In its fault state the BMS has opened switches. The bridge says 0 for both currents, and raises the internal alarm on the GX. Which fault it is stands in the log of the BMS, page [[page:bms|BMS]], “Events”.',
    {
      table: [
        ['Fault', 'What to do'],
        ['under-voltage cutoff', 'connect a charger, or restart the BMS'],
        ['over-voltage cutoff', 'let the cells come down; find out which charger did it: [[cell-voltage]]'],
        ['over-temperature, low temperature', 'see [[temperature]]'],
        ['over-current cutoffs', 'see [[current]]'],
        [
          'switch error',
          'current flows though it should not: a contactor is stuck or wired wrongly. Take the battery off and check: [[switches]]',
        ],
        ['current sensor connected or disconnected', 'check its plug, then restart the BMS'],
      ],
    },
    'Some faults end only with a restart. Restarting disconnects the battery for some seconds: do it when that harms nothing.',
    'A request that the BMS refuses now and then is no fault. If it refuses everything, its firmware is older than the request.',
  ],
  storage: [
    'History, log, alarms and settings are kept in this browser, for this address. Without room for them the bridge works all the same.',
    {
      remedies: [
        {
          symptom: 'Something is not being stored',
          cause: 'The disk is full, or the page is in a private window.',
          action: 'Free some space; use an ordinary window. What waits in memory is stored as soon as that is possible.',
        },
        {
          symptom: 'Everything is gone',
          cause: 'The browser’s data were cleared, or the page has another address than before.',
          action: 'Save what you want to keep as a file, under [[page:history|History]] and [[page:log|Log]].',
        },
        {
          symptom: 'The charge control has begun anew',
          cause: 'Its memory was of another battery, too old or damaged.',
          action: 'Nothing. If a cell is at its limit, the bridge watches it before it sends.',
        },
        {
          symptom: 'A setting was not taken',
          cause: 'It breaks a rule; the message names it. Nothing was changed.',
          action: 'Correct it, or take back the default.',
        },
      ],
    },
  ],
};
