import type { WorkerApi } from './contract';
import type { Part } from './part';
import { ROUTES } from './windows/routes';

type Methods = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

/** An area of the worker's surface that is a part of its own: each request waits for it, and rejects with `PartMissing`. */
export function lateArea<K extends keyof WorkerApi>(name: K, part: Part<WorkerApi[K]>): WorkerApi[K] {
  const late = async (method: string, args: readonly unknown[]): Promise<unknown> => {
    const area = (await part.get()) as unknown as Methods;
    return area[method]?.(...args);
  };
  const methods = Object.keys(ROUTES[name]).map((method) => [method, (...args: readonly unknown[]) => late(method, args)] as const);
  return Object.fromEntries(methods) as unknown as WorkerApi[K];
}
