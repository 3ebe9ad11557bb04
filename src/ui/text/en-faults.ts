import type { Texts } from './keys';

const NOT_TAKEN =
  'The browser does not take it: the disk may be full, the page may be in a private window, or another tab may run another version of the app.';

export const EN_FAULTS: Texts['faults'] = {
  'port-open-failed': {
    title: 'A port could not be opened',
    cause: 'Another program or tab may be using it, or this user may not open serial ports.',
    action:
      'Close other programs that use the adapter. On Linux, add yourself to the group “dialout” (or “uucp”) and log in again; a Snap browser needs the raw-usb permission.',
  },
  'port-lost': {
    title: 'A cable was pulled',
    cause: 'The adapter has disappeared from this computer.',
    action: 'Plug it in again. The bridge reconnects by itself.',
  },
  'port-not-answering': {
    title: 'A device has stopped answering',
    cause: 'The port is open, but the device behind it stays quiet.',
    action: 'Check that the device has power and that its cable sits firmly. The bridge keeps trying.',
  },
  'port-unidentified': {
    title: 'A port was not recognised',
    cause: 'The device behind it answers neither as a TinyBMS nor as a CAN adapter.',
    action: 'Check the wiring and the power. If you know what it is, choose its role under Connection.',
  },
  'port-gone': {
    title: 'A known adapter is missing',
    cause:
      'It was used before and is not among the allowed ports now. Adapters without a serial number must be chosen again after each unplugging.',
    action: 'Plug it in, then use “Add a port” under Connection.',
  },
  'bms-refused': {
    title: 'The BMS refused a request',
    cause: 'Its firmware does not know the request, or it is busy.',
    action: 'Usually nothing to do. If it stays, update the firmware of the BMS.',
  },
  'bms-implausible': {
    title: 'The BMS reports values that cannot be true',
    cause: 'A reading contradicts itself or the settings of the BMS, so it was not used.',
    action: 'Check the balance leads and the sensor wiring, then compare with the BMS’s own software.',
  },
  'bms-cell-count': {
    title: 'The number of cells does not match',
    cause: 'The BMS finds another number of cells than it is set to.',
    action: 'Check the balance leads and the setting “series cells” in the BMS.',
  },
  'bms-broadcasting': {
    title: 'The BMS sends text of its own',
    cause: 'Its broadcast is switched on, and its text gets between the answers.',
    action: 'Set the broadcast time (register 342) to 0 in the BMS’s own software.',
  },
  'charge-refused': {
    title: 'Your charge parameters are not used',
    cause: 'They do not fit this battery. The bridge charges by what follows from the BMS, and never above your own maxima.',
    action: 'Open Charge control: it names each rule that is broken. Mend the values there, or leave them to the BMS.',
  },
  'several-packs': {
    title: 'Several battery packs are connected',
    cause: 'This version sends limits for one pack only.',
    action: 'Unplug the other packs, or set their ports to “Ignore” under Connection.',
  },
  'bms-exchanged': {
    title: 'Another BMS answers: live operation has ended',
    cause: 'You went live with one TinyBMS, and another serial number answers now. What you checked then says nothing about this battery.',
    action: 'Nothing is sent. Go through the points under Connection → Operation for this battery, then go live again.',
  },
  'can-refusing': {
    title: 'The CAN adapter refuses frames',
    cause: 'It answers every frame with an error, usually because its channel is not open or its buffer is full.',
    action: 'Check that the GX is on and the CAN cable is plugged in at both ends.',
  },
  'can-bus-off': {
    title: 'The CAN bus is off',
    cause: 'After too many errors the adapter has left the bus: wrong bit rate, swapped or broken wires.',
    action: 'Check the bit rate on both sides (GX: 500 kbit/s), CAN-H and CAN-L, and the terminators. The bridge tries again by itself.',
  },
  'can-error-passive': {
    title: 'Nobody acknowledges on the CAN bus',
    cause: 'The adapter counts errors: no other device on the bus, a missing terminator, or the wrong bit rate.',
    action: 'Check that the GX is on, that its port uses the profile “CAN-bus BMS (500 kbit/s)”, and that both ends are terminated.',
  },
  'can-foreign-limits': {
    title: 'Another battery is sending limits',
    cause: 'The CAN bus carries limit frames that this bridge did not send.',
    action: 'Remove the other BMS or bridge from this CAN bus: only one may speak for the battery.',
  },
  'gx-lost': {
    title: 'The GX is not heard any more',
    cause: 'No sign of life from the GX for 10 seconds. It may be restarting, or the CAN cable is out.',
    action: 'Check that the GX is on and the CAN cable is plugged in.',
  },
  'bms-stale': {
    title: 'No fresh data from the BMS',
    cause: 'The BMS has not answered for 10 seconds. No charging is allowed meanwhile.',
    action: 'Check the USB cable to the BMS and that the BMS is awake. After 30 seconds a bridge that sends falls silent.',
  },
  'bms-silent': {
    title: 'The bridge has fallen silent',
    cause:
      'The BMS has not answered for 30 seconds. Nothing is sent; a GX that followed this bridge stops charging and discharging by itself.',
    action: 'Check the USB cable to the BMS and that the BMS is awake. With the first good reading the bridge goes on as before.',
  },
  'ports-owned-elsewhere': {
    title: 'The bridge runs in another tab',
    cause: 'Only one tab at a time may own the ports.',
    action: 'Use the other tab, or close it and connect here.',
  },
  'other-window-sends': {
    title: 'Another window sends',
    cause: 'This window only shows what that one does, and must not make it do more.',
    action: 'Go to the window that sends, or close it and send from here.',
  },
  'serial-unsupported': {
    title: 'This browser cannot use serial ports',
    cause: 'It offers neither Web Serial nor WebUSB.',
    action: 'Open this page in Chrome, Edge or another Chromium browser on a computer, or look at the simulation.',
  },
  'nothing-to-replay': {
    title: 'Nothing to play',
    cause: 'No recording has been opened in this tab, or it held no message.',
    action: 'Open a file of traffic, or take what is kept as the recording.',
  },
  'part-missing': {
    title: 'A part of the app is missing',
    cause: 'It is fetched when it is first needed, and could not be had: without a network, or after the app was updated elsewhere.',
    action: 'Try again. If it stays like this, load the page again while the app can be reached.',
  },
  'not-simulated': {
    title: 'The simulator does not know this fault',
    cause: 'The simulation has been stopped or changed in the meantime.',
    action: 'Start the simulation again under Connection.',
  },
  'not-proven': {
    title: 'The bridge cannot go live yet',
    cause: 'Points of the checklist are open or have failed; nothing was changed.',
    action: 'Look at “Before going live” under Connection.',
  },
  'listen-only': {
    title: 'The bridge is set to listen only',
    cause: 'The setting “Only listen on the CAN bus” is on; nothing was changed.',
    action: 'Switch it off under Settings, CAN adapter.',
  },
  'bms-not-there': {
    title: 'No BMS answers',
    cause: 'The workshop works on the BMS itself, and none is connected now.',
    action: 'Look under Connection. What you have entered stays.',
  },
  'workshop-busy': {
    title: 'The BMS is already being worked on',
    cause: 'Only one thing is done with it at a time.',
    action: 'Wait until that is over.',
  },
  'profile-changed': {
    title: 'The settings of the BMS are not what you looked at',
    cause: 'They were changed meanwhile, or another BMS is connected. Nothing was written.',
    action: 'They have been read again. Look at your changes once more.',
  },
  'changes-refused': {
    title: 'These changes may not be written',
    cause: 'At least one of them breaks a rule that holds across the settings. Nothing was written.',
    action: 'Correct the settings that are marked.',
  },
  'configuration-moved': {
    title: 'Something has changed meanwhile',
    cause: 'The settings, or the battery, are no longer those for which the changes were shown.',
    action: 'Look at the changes again.',
  },
  'configuration-invalid': {
    title: 'This setting cannot be taken',
    cause: 'A value is outside of what is allowed; nothing was changed.',
    action: 'Check the value named here and try again.',
  },
  'storage-unavailable': {
    title: 'Nothing can be remembered',
    cause: 'The browser refuses storage to this page, for instance in a private window.',
    action: 'The bridge works all the same; choices are forgotten when the page closes.',
  },
  'settings-unread': {
    title: 'Your settings could not be read',
    cause: 'The browser has not given this page what it had stored. Another tab may run another version of the app.',
    action:
      'The bridge works with its defaults, and begins in observe mode. It tries again by itself and writes nothing over what it has not read; close other tabs of this app, or reload.',
  },
  'history-unsaved': {
    title: 'The history is not being stored',
    cause: NOT_TAKEN,
    action:
      'The bridge works all the same. Readings wait in memory and are stored as soon as the browser takes them; free some space, and close other tabs of this app.',
  },
  'log-unsaved': {
    title: 'The log is not being stored',
    cause: NOT_TAKEN,
    action:
      'The bridge works all the same. Lines wait in memory and are stored as soon as the browser takes them; free some space, and close other tabs of this app.',
  },
  'alarms-unsaved': {
    title: 'The list of alarms is not being stored',
    cause: NOT_TAKEN,
    action:
      'Alarms are told all the same, and stored as soon as the browser takes them; free some space, and close other tabs of this app.',
  },
  'incidents-unsaved': {
    title: 'An incident could not be stored',
    cause: NOT_TAKEN,
    action: 'The newest three wait in memory and are offered again every minute: save them from the page Log before this tab closes.',
  },
  'traffic-unsaved': {
    title: 'The traffic is not being stored',
    cause: NOT_TAKEN,
    action: 'The bridge works all the same. Free some space, or switch off the storing of traffic on the page Wire.',
  },
  'law-memory-unsaved': {
    title: 'The memory of the charge control is not being stored',
    cause: NOT_TAKEN,
    action: 'The bridge works all the same. After a restart it does not know of blocks from before, and the charge begins anew.',
  },
  'law-memory-dropped': {
    title: 'The charge control has begun anew',
    cause: 'What it had stored about this battery could not be used.',
    action: 'Nothing has to be done: limits follow from what the battery shows now. The charge phase starts with bulk.',
  },
};
