import type { Ms } from '../battery/units';
import { encodeFrame } from '../protocols/canbms/codec';
import { FRAMES } from '../protocols/canbms/frames';
import type { Agenda } from './agenda';
import type { BusNode, CanBus } from './can-bus';
import type { FaultBoard } from './faults';
import type { WorldOptions } from './options';

const EVERY_MS: Ms = 1000;
const LIMITS = { cvl: 52.4, ccl: 25, dcl: 40, dischargeVoltage: 46 };

/** Another battery that somebody left on the bus: it sends limits of its own while the fault is on. */
export class ForeignBattery implements BusNode {
  readonly name = 'foreign';

  constructor(
    private readonly bus: CanBus,
    agenda: Agenda,
    private readonly faults: FaultBoard,
    private readonly options: Pick<WorldOptions, 'gxBitrate'>,
  ) {
    bus.attach(this);
    agenda.every(EVERY_MS, agenda.now + EVERY_MS / 2, (at) => {
      if (this.acknowledges) this.bus.transmit(this, encodeFrame(FRAMES.chargeLimits, LIMITS), at);
    });
  }

  get bitrate(): number | undefined {
    return this.acknowledges ? this.options.gxBitrate : undefined;
  }

  get acknowledges(): boolean {
    return this.faults.has('foreign-battery');
  }

  hear(): void {
    return;
  }

  disturb(): void {
    return;
  }
}
