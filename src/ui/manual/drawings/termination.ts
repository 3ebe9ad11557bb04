import { svg } from 'lit';
import type { DrawingTexts } from '../blocks';
import { resistor, type Shape, wire, words } from './strokes';

/** Both ends of the bus, each with its resistor, and a meter between. */
export function termination(t: DrawingTexts['termination']): { readonly height: number; readonly shape: Shape } {
  return {
    height: 196,
    shape: svg`
      ${words(4, 18, t.adapter, 'start', 'name')}${words(356, 18, t.gx, 'end', 'name')}
      <rect class="device" x="4" y="30" width="70" height="118" rx="8" />
      <rect class="device" x="286" y="30" width="70" height="118" rx="8" />
      ${wire('M39 58H321', 'can')}${wire('M39 120H321', 'can')}
      ${words(110, 50, 'CAN-H', 'middle', 'quiet')}${words(110, 138, 'CAN-L', 'middle', 'quiet')}
      ${resistor(39, 58, 120)}${resistor(321, 58, 120)}
      ${wire('M180 58V70M180 108V120', 'open')}
      <circle class="meter" cx="180" cy="89" r="19" />${words(180, 94, 'Ω', 'middle', 'name')}
      ${words(180, 166, t.meter, 'middle', 'number')}
      ${words(4, 188, t.atAdapter, 'start', 'quiet')}${words(356, 188, t.inSocket, 'end', 'quiet')}
    `,
  };
}
