import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** What becomes smaller, and how it is called. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html;charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

/** Serves the built app compressed, as any web server does; `vite preview` by itself does not. */
export function compressed(): Plugin {
  return {
    name: 'compressed',
    configurePreviewServer({ config, middlewares }) {
      const root = join(config.root, config.build.outDir);
      const kept = new Map<string, { readonly etag: string; readonly body: Buffer }>();
      middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        const path = normalize(join(root, decodeURIComponent(pathname.endsWith('/') ? `${pathname}index.html` : pathname)));
        const type = TYPES[extname(path)];
        const asked = request.method === 'GET' && /\bgzip\b/.test(String(request.headers['accept-encoding']));
        if (!asked || !type || !path.startsWith(root + sep) || !existsSync(path)) return next();
        const etag = `W/"${statSync(path).mtimeMs}"`;
        response.setHeader('etag', etag);
        response.setHeader('cache-control', 'no-cache');
        response.setHeader('vary', 'accept-encoding');
        if (request.headers['if-none-match'] === etag) {
          response.statusCode = 304;
          return response.end();
        }
        response.setHeader('content-type', type);
        response.setHeader('content-encoding', 'gzip');
        // A new build has other times.
        const known = kept.get(path);
        const body = known?.etag === etag ? known.body : gzipSync(readFileSync(path));
        kept.set(path, { etag, body });
        response.end(body);
      });
    },
  };
}
