import { provenanceOf } from '../../control/provenance';
import { FRAMES, type FrameName } from '../../protocols/canbms/frames';
import type { FrameLayout } from '../../protocols/canbms/layout';
import type { Moment } from '../host';
import { origin } from './origin';

/** `/api/can/mapping`: every frame that the bridge sends, and what each of its values is made of. */
export function mappingPayload(moment: Moment): object {
  const frames = Object.entries<FrameLayout>(FRAMES).filter(([, { direction }]) => direction === 'send');
  return {
    ...origin(moment),
    frames: frames.map(([name, { id, length, signals }]) => ({
      can_id: `0x${id.toString(16).toUpperCase()}`,
      name,
      length,
      fields: Object.entries(signals).map(([signal, { byte, ...layout }]) => {
        const { making, registers } = provenanceOf(name as FrameName, signal) ?? { making: 'fixed', registers: [] };
        const { unit = '', perUnit = 1 } = layout as { readonly unit?: string; readonly perUnit?: number };
        return { name: signal, byte, type: layout.type, unit, per_unit: perUnit, source: making, registers };
      }),
    })),
  };
}
