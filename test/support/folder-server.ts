import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import type { AddressInfo } from 'node:net';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** Any web server: hands out the files of a folder under a path, and nothing else. */
export class FolderServer {
  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {}

  /** @param port 0 for any that is free */
  static async start(folder: string, under = '/', port = 0): Promise<FolderServer> {
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const inside = normalize(pathname).replace(under, '/');
      const file = join(folder, inside.endsWith('/') ? `${inside}index.html` : inside);
      if (!pathname.startsWith(under)) return void response.writeHead(404).end();
      readFile(file).then(
        (bytes) =>
          response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain', 'cache-control': 'no-cache' }).end(bytes),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve));
    return new FolderServer(server, `http://localhost:${(server.address() as AddressInfo).port}${under}`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
