import { fileURLToPath } from 'node:url';
import type { Rolldown } from 'vite';

type CodeSplitting = NonNullable<Rolldown.OutputOptions['codeSplitting']>;
type ModuleInfoOf = (id: string) => { readonly importedIds: readonly string[] } | null;

const idOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** Waits for the words that it has asked for: a script of its own, for which no other waits. */
const MAIN = idOf('src/ui/main.ts');
/** The page that is shown first. */
const OVERVIEW = idOf('src/ui/pages/tb-overview-page.ts');

/** What the worker brings one after the other until its bridge runs; each needs what stands before it. */
const STEPS: readonly (readonly [string, ...string[]])[] = [
  ['core', 'workers/bridge.worker.ts'],
  ['bridge', 'src/bridge/running.ts'],
  ['wire', 'src/bridge/traffic-keeper.ts', 'src/bridge/traffic-service.ts'],
  ['battery', 'src/bridge/simulation.ts'],
];

/** Puts what the first picture needs into one script: a score of small ones takes several round trips. */
export function firstLoad(): CodeSplitting {
  const first = new Set<string>();
  return {
    groups: [
      {
        debugName: 'first',
        name(id, context) {
          for (const each of [MAIN, OVERVIEW]) reach(each, (of) => context.getModuleInfo(of), first);
          return id !== MAIN && first.has(id) ? 'first' : null;
        },
      },
    ],
  };
}

/** The same for each step of the worker's start. */
export function workerLoad(): CodeSplitting {
  const entries = STEPS.flatMap(([, ...paths]) => paths.map(idOf));
  let found: ReadonlyMap<string, string> = new Map();
  return {
    groups: STEPS.map(([step], at) => ({
      debugName: step,
      // A module brings all that it imports into its group, as far as no earlier step has it.
      priority: STEPS.length - at,
      name(id, context) {
        // Each worker is a build of its own; the others do not know these modules.
        if (found.size === 0) found = stepsOf((of) => context.getModuleInfo(of));
        return !entries.includes(id) && found.get(id) === step ? step : null;
      },
    })),
  };
}

/** The first step that needs it, for every module. */
function stepsOf(infoOf: ModuleInfoOf): ReadonlyMap<string, string> {
  const steps = new Map<string, string>();
  for (const [name, ...paths] of STEPS) {
    const needed = new Set<string>();
    for (const path of paths) reach(idOf(path), infoOf, needed);
    for (const id of needed) if (!steps.has(id)) steps.set(id, name);
  }
  return steps;
}

/** Adds a module and all that it imports at once. */
function reach(id: string, infoOf: ModuleInfoOf, found: Set<string>): void {
  const info = infoOf(id);
  if (!info || found.has(id)) return;
  found.add(id);
  for (const each of info.importedIds) reach(each, infoOf, found);
}
