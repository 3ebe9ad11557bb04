import { svg, type SVGTemplateResult } from 'lit';

/** What all drawings are made of. Coordinates are those of a drawing 360 units wide, so that its words keep their size on a phone. */
export type Shape = SVGTemplateResult;

export type Anchor = 'start' | 'middle' | 'end';

export function words(x: number, y: number, text: string, anchor: Anchor = 'middle', look = ''): Shape {
  return svg`<text x=${x} y=${y} text-anchor=${anchor} class=${look}>${text}</text>`;
}

/** A device with its name in the middle. */
export function device(x: number, y: number, width: number, height: number, name: string): Shape {
  return svg`<rect class="device" x=${x} y=${y} width=${width} height=${height} rx="8" />${words(x + width / 2, y + height / 2 + 5, name, 'middle', 'name')}`;
}

export function wire(path: string, look = ''): Shape {
  return svg`<path class="wire ${look}" d=${path} />`;
}

/** Where a wire is joined to something. */
export function joint(x: number, y: number): Shape {
  return svg`<circle class="joint" cx=${x} cy=${y} r="4" />`;
}

/** A resistor that stands between two wires, one above the other. */
export function resistor(x: number, from: number, to: number): Shape {
  const height = (to - from) / 2;
  return svg`${wire(`M${x} ${from}V${to}`)}<rect class="resistor" x=${x - 7} y=${from + height / 2} width="14" height=${height} />`;
}
