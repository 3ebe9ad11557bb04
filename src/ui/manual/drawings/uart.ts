import { svg } from 'lit';
import type { DrawingTexts } from '../blocks';
import { joint, type Shape, wire, words } from './strokes';

const ROWS = [
  { pin: '1', signal: '5 V', y: 62, to: undefined },
  { pin: '2', signal: 'TX', y: 94, to: 'RX' },
  { pin: '3', signal: 'RX', y: 126, to: 'TX' },
  { pin: '4', signal: 'GND', y: 158, to: 'GND' },
] as const;

/** The four pins of the BMS, where they go, and where the isolation stands. */
export function uart(t: DrawingTexts['uart']): { readonly height: number; readonly shape: Shape } {
  return {
    height: 188,
    shape: svg`
      <rect class="device" x="4" y="8" width="116" height="172" rx="8" />
      ${words(62, 34, t.bms, 'middle', 'name')}
      <rect class="device" x="200" y="8" width="156" height="172" rx="8" />
      ${words(278, 34, t.adapter, 'middle', 'name')}
      ${ROWS.map(
        ({ pin, signal, y, to }) => svg`
          ${words(22, y + 5, pin, 'start', 'number')}${words(108, y + 5, signal, 'end')}
          ${
            to === undefined
              ? svg`${wire(`M120 ${y}h22`, 'open')}${words(148, y + 5, t.open, 'start', 'quiet')}`
              : svg`${wire(`M120 ${y}h80`)}${joint(120, y)}${joint(200, y)}${words(212, y + 5, to, 'start')}`
          }
        `,
      )}
      ${wire('M276 48V172', 'barrier')}
      ${words(284, 70, t.barrier, 'start', 'quiet')}
      ${words(316, 131, t.usb, 'middle', 'name')}
    `,
  };
}
