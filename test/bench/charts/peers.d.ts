/** What the bench uses of peers that are not there when the types are checked. */
declare module 'peer:chart.js' {
  interface Scale {
    getPixelForValue(value: number): number;
  }
  export class Chart {
    static register(...items: unknown[]): void;
    constructor(canvas: HTMLCanvasElement, options: unknown);
    readonly options: { readonly scales: { readonly x: { min: number; max: number } } };
    readonly scales: { readonly x: Scale; readonly y: Scale };
    update(mode: 'none'): void;
    destroy(): void;
  }
  export const CategoryScale: unknown;
  export const Decimation: unknown;
  export const LinearScale: unknown;
  export const LineController: unknown;
  export const LineElement: unknown;
  export const PointElement: unknown;
}

declare module 'peer:echarts' {
  export interface EChartsType {
    setOption(option: unknown, how?: { lazyUpdate: boolean }): void;
    convertToPixel(finder: { seriesIndex: number }, value: readonly [number, number]): [number, number];
    getZr(): { flush(): void };
    dispose(): void;
  }
  export function init(root: HTMLElement, theme: null, options: { renderer: 'canvas'; width: number; height: number }): EChartsType;
}
