import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { build, type Plugin } from 'vite';

const WORKER = 'offline.sw.js';
/** What the app is made of. Source maps and the pictures for an app store are not. */
const KEPT = /\.(html|js|css|svg|png|woff2|webmanifest|json|txt)$/;
const LEFT_OUT = /^(screenshots\/|offline\.sw\.js$)/;
/** The build puts a hash of the content into these names: the name is the revision. */
const HASHED = /^assets\//;

/** Builds `workers/offline.sw.ts` beside the finished app, with the list of its files and their revisions. */
export function offline(): Plugin {
  let outDir = '';
  return {
    name: 'offline',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    async closeBundle() {
      // Workers of the page are builds of their own, and come by here as well.
      if (this.environment.name !== 'client') return;
      const files = readdirSync(outDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(outDir, `${entry.parentPath}/${entry.name}`).replaceAll('\\', '/'))
        .filter((name) => KEPT.test(name) && !LEFT_OUT.test(name))
        .sort();
      const entries = files.map((url) => ({ url, revision: HASHED.test(url) ? null : revisionOf(`${outDir}/${url}`) }));
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        define: { __PRECACHE__: JSON.stringify(entries), 'process.env.NODE_ENV': '"production"' },
        build: {
          outDir,
          emptyOutDir: false,
          target: 'es2023',
          rollupOptions: { input: 'workers/offline.sw.ts', output: { entryFileNames: WORKER, format: 'iife' } },
        },
      });
    },
  };
}

function revisionOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);
}
