import type { ChapterBody } from '../blocks';

export const EN_USE: ChapterBody<'use'> = {
  modes: [
    'You decide how far the bridge goes, under [[page:connection|Connection]], “Operation”:',
    {
      table: [
        ['Level', 'The BMS', 'Frames', 'The adapter'],
        ['Observe', 'is read', 'none', 'listens only, where it can'],
        ['Shadow', 'is read', 'made and shown, not sent', 'acknowledges what others send'],
        ['Live', 'is read', 'sent', 'sends'],
      ],
    },
    {
      list: [
        'At the first visit real hardware is only observed.',
        'A GX that is alone with a listening adapter is never heard: nobody acknowledges its frames. That is what shadow is for.',
        'Live needs the points of the checklist. Two may be open through no fault, the sign of the current and the GX; for these you may answer yourself. What has failed has to be mended.',
        'You go live with one BMS. When another serial number answers, the bridge stops sending, and observes until you have gone through the checklist again.',
        '“Stop sending”, at the top of every page, ends it with one press. Within some seconds the GX stops charging and discharging.',
      ],
    },
  ],
  limits: [
    'Each limit on the overview stands with the rule that set it; the others that also had something to say are a click away. The strictest rule wins. Falls act at once; rises wait and climb.',
    {
      table: [
        ['You see', 'It means'],
        ['CCL small, a cell named', 'that cell is near full; the current shrinks so that it cannot overshoot'],
        ['CCL 0, too cold', 'below the temperatures of the table nothing may be charged; CVL is held at the voltage of the battery'],
        ['DCL 0', 'a cell was empty; charging goes on'],
        ['CVL below the usual', 'a cell runs ahead, or the cells are apart; it rises again by itself'],
        ['CVL rises in steps', 'at most every 20 s, so that chargers do not swing'],
        ['both currents 0', 'the BMS is in fault, or too hot'],
      ],
    },
    'Everything follows from the settings of the BMS, with a margin: charging ends 30 mV below the over-voltage cutoff, currents stay at 90 % of the over-current cutoffs, temperatures keep 2 °C and 5 °C away from theirs. Under [[page:charge|Charge control]] you can be stricter, never looser.',
    'CCL 0 and DCL 0 are said only when it is forbidden: a zero would stop solar chargers for the loads, or switch an inverter off.',
  ],
  alarms: [
    'An alarm informs; only limits protect. A warning comes first, before the bridge cuts a limit; the alarm comes before the BMS acts.',
    {
      table: [
        ['Mark', 'Meaning'],
        ['Warning', 'near a threshold. Look at it today'],
        ['Alarm', 'at or beyond a threshold, or the BMS is in fault. Look at it now'],
        ['Hatched, without colour', 'a link is lost. It says nothing about the battery: nobody can see it'],
      ],
    },
    {
      list: [
        '“Acknowledge” keeps it quiet until it becomes graver. “Quiet for …” ends by itself.',
        'Browsers allow sounds only after you have touched the page once; messages of the system only after you have allowed them under [[page:alarms|Alarms]].',
        'The GX gets ten kinds of warnings and alarms, and shows them until they are over. It cannot acknowledge them here.',
        'Thresholds follow from the BMS. Your own can be added; none can silence what the bridge or the BMS has found out.',
      ],
    },
  ],
  windows: [
    'Only one window of a browser has the ports and can send. Further windows and tabs are displays: they show the same values and say which window sends.',
    {
      list: [
        'When the sender is closed, the others offer to go on. Under [[page:connection|Connection]] you can choose that one of them does so by itself.',
        'Another program, or another browser, that uses the ports keeps this one out. Only one may.',
        'Two bridges on one CAN bus must never be: the GX would follow whichever spoke last. The bridge tells you when it hears another battery.',
      ],
    },
  ],
};
