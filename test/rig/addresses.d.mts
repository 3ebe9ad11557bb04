export declare const APP_PORT: number;
export declare const APP_ORIGIN: string;
export declare const SERIAL_NODES: readonly [string, string];
