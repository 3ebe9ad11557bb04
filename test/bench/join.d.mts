interface Goal {
  readonly what: string;
  readonly reached: boolean;
  readonly found: string;
}

interface Measured {
  readonly name: string;
  readonly reason?: string;
  readonly title?: string;
  readonly notes?: readonly string[];
  readonly tables?: readonly {
    readonly caption: string;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly (string | number)[])[];
  }[];
  readonly goals?: readonly Goal[];
  readonly at?: string;
  readonly seconds?: number;
  readonly earlier?: boolean;
  readonly before?: { readonly at: string; readonly goals: readonly Goal[] };
}

interface Head {
  readonly commit: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryGB: number; readonly system: string };
  readonly versions: {
    readonly node: string;
    readonly browser: string;
    readonly packages: Readonly<Record<string, string>>;
    readonly peers: Readonly<Record<string, string>>;
  };
}

export interface BenchReport extends Head {
  readonly reached: number;
  readonly missed: number;
  readonly notRun: number;
  readonly parts: readonly Measured[];
}

export function join(parts: {
  readonly order: readonly string[];
  readonly measured: readonly Measured[];
  readonly left?: readonly Measured[];
  readonly before: BenchReport | undefined;
  readonly head: Head;
}): BenchReport;
export function measuredWhen(part: Measured): string;
export function figureOf(text: string): number | undefined;
export function agreement(report: BenchReport): readonly (readonly string[])[];
export function summary(report: BenchReport): string;
export function origin(report: BenchReport): string;
export function table(columns: readonly string[], rows: readonly (readonly (string | number)[])[], words?: number): string;
export function markdown(report: BenchReport): string;
