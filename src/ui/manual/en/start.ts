import type { ChapterBody } from '../blocks';

export const EN_START: ChapterBody<'start'> = {
  safety: [
    {
      warning:
        'This app does not protect the battery. The TinyBMS does: its cutoffs, its switches or contactors and your fuses have to act without it.',
    },
    'The bridge tells the GX what the battery would like. Whether chargers and inverter listen is up to them, and whether this page still runs is up to a computer. So build the system in such a way that nothing bad happens when the bridge says nothing, or something wrong.',
    {
      list: [
        'Set the cutoffs of the BMS for your cells before anything else: over-voltage, under-voltage, both over-currents, heat and cold. The bridge stays inside of them and can never widen them.',
        'Fuse the battery for what its cables bear. No software replaces a fuse.',
        'Silence is the safe state: without data the bridge stops sending, and a GX that hears nothing stops charging and discharging by itself. See [[silence]].',
        'A browser can be closed, suspended or updated, and a computer can sleep. See [[unattended]].',
        'Prove it once, with a watch: the cable test of [[page:commissioning|Commissioning]] pulls the cable of the BMS and measures how long everything takes.',
        'Work on the wires with the battery switched off. A short circuit of a battery does not stop by itself.',
      ],
    },
  ],
  chain: [
    { drawing: 'chain' },
    'The TinyBMS measures the cells and switches. The bridge, in this browser, reads it ten times a second, decides how much may be charged and discharged, and says so once a second on the CAN bus. The GX passes that on to chargers and inverter.',
    'Two links join them, and each may fail by itself: the serial line to the BMS and the CAN bus to the GX. The line at the top of every page shows both, with the bridge between them.',
    {
      list: [
        'To the BMS: [[bms-cable]], and why it is isolated: [[isolation]].',
        'To the GX: [[can-adapter]], the pins of its socket: [[gx-port]], and the resistors at the ends: [[termination]].',
        'In the GX: [[gx-settings]].',
      ],
    },
  ],
  'first-start': [
    'The page [[page:commissioning|Commissioning]] leads through the first start and proves each step by what is measured. At its end stands a report to print or to save.',
    {
      steps: [
        'Set the BMS for its battery: cells, capacity, thresholds, cutoffs. See [[bms-settings]].',
        'Wire both links with everything switched off, then measure the termination. See [[termination]].',
        'Set the GX. See [[gx-settings]].',
        'Plug in both adapters and add each of them with its own click under [[page:connection|Connection]]. See [[ports]].',
        'At first the bridge only observes. Let some current flow, so that its sign can be checked.',
        'Switch to shadow: then the GX is heard, because somebody acknowledges its frames. See [[modes]].',
        'Go live, and compare the limits on the GX with those on the overview.',
        'Pull the cable of the BMS and watch everything stop; put it back and watch it go on.',
      ],
    },
  ],
};
