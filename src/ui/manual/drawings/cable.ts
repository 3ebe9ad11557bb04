import { svg } from 'lit';
import type { DrawingTexts } from '../blocks';
import { joint, type Shape, wire, words } from './strokes';

const PITCH = 30;
const contactX = (contact: number): number => 60 + (contact - 0.5) * PITCH;
const USED = [
  { contact: 3, signal: 'GND', terminal: 100, look: '' },
  { contact: 7, signal: 'CAN-H', terminal: 185, look: 'can' },
  { contact: 8, signal: 'CAN-L', terminal: 262, look: 'can' },
] as const;

/** Which contacts of the plug are used, and what they go to at the adapter. */
export function cable(t: DrawingTexts['cable']): { readonly height: number; readonly shape: Shape } {
  return {
    height: 290,
    shape: svg`
      ${words(180, 18, t.plug, 'middle', 'name')}${words(180, 36, t.hint, 'middle', 'quiet')}
      <rect class="device" x="56" y="46" width="248" height="92" rx="8" />
      ${[1, 2, 3, 4, 5, 6, 7, 8].map((contact) => {
        const used = USED.some((row) => row.contact === contact);
        const x = contactX(contact);
        return svg`<rect class=${used ? 'contact used' : 'contact'} x=${x - 6} y="50" width="12" height="38" rx="2" />
          ${words(x, 108, `${contact}`, 'middle', used ? 'number' : 'quiet')}`;
      })}
      ${USED.map(({ contact, terminal, look }) => wire(`M${contactX(contact)} 116V150L${terminal} 205V224`, look))}
      ${words(195, 130, t.unused, 'middle', 'quiet')}
      <rect class="device" x="56" y="224" width="248" height="62" rx="8" />
      ${USED.map(({ terminal, signal }) => svg`${joint(terminal, 224)}${words(terminal, 248, signal)}`)}
      ${words(180, 274, t.adapter, 'middle', 'name')}
    `,
  };
}
