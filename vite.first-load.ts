import { fileURLToPath } from 'node:url';
import type { Rolldown } from 'vite';

type CodeSplitting = NonNullable<Rolldown.OutputOptions['codeSplitting']>;

const idOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** Waits for the words that it has asked for: a script of its own, for which no other waits. */
const MAIN = idOf('src/ui/main.ts');
/** The page that is shown first. */
const OVERVIEW = idOf('src/ui/pages/tb-overview-page.ts');

/** Puts what the first picture needs into one script: a score of small ones takes several round trips. */
export function firstLoad(): CodeSplitting {
  const first = new Set<string>();
  return {
    groups: [
      {
        debugName: 'first',
        name(id, context) {
          const reach = (each: string): void => {
            if (first.has(each)) return;
            first.add(each);
            context.getModuleInfo(each)?.importedIds.forEach(reach);
          };
          [MAIN, OVERVIEW].forEach(reach);
          return id !== MAIN && first.has(id) ? 'first' : null;
        },
      },
    ],
  };
}
