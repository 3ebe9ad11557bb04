import { svg } from 'lit';
import type { DrawingTexts } from '../blocks';
import { device, type Shape, wire, words } from './strokes';

const HEIGHT = 40;
const PITCH = 76;

/** All devices from the battery to the GX, one below the other, with what joins them. */
export function chain(t: DrawingTexts['chain']): { readonly height: number; readonly shape: Shape } {
  const devices = [t.bms, t.serial, t.computer, t.can, t.gx];
  const links = [t.uart, t.usb, t.usb, t.bus];
  return {
    height: PITCH * 4 + HEIGHT + 8,
    shape: svg`
      ${devices.map((name, at) => device(40, 4 + at * PITCH, 280, HEIGHT, name))}
      ${links.map((name, at) => {
        const y = 4 + at * PITCH + HEIGHT;
        return svg`${wire(`M60 ${y}v${PITCH - HEIGHT}`, at === 3 ? 'can' : '')}${words(76, y + 23, name, 'start')}`;
      })}
    `,
  };
}
