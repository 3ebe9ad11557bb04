/** `npm start`: installs what is missing, builds the app, serves it and prints its address. */
import { ROOT, giveUp, installPackages, requireNode } from './setup.mjs';

const FIRST_PORT = 4173;
const LAST_PORT = 4182;

/** Serves dist on the first free port. Chromium remembers port permissions by address, so the usual one is tried first, and strictly. */
async function serve(preview) {
  for (let port = FIRST_PORT; port <= LAST_PORT; port += 1) {
    try {
      return { port, server: await preview({ root: ROOT, logLevel: 'warn', preview: { port, strictPort: true, host: 'localhost' } }) };
    } catch (error) {
      if (!/already in use|EADDRINUSE|EACCES/.test(String(error?.message))) throw error;
      console.log(`Port ${port} is taken by another program.`);
    }
  }
  return giveUp(`Ports ${FIRST_PORT} to ${LAST_PORT} are all taken. End one of the programs that use them and start again.`);
}

requireNode();
installPackages();

const { build, preview } = await import('vite');
console.log('Building ...');
try {
  await build({ root: ROOT, logLevel: 'warn' });
} catch (error) {
  giveUp(`The app could not be built:\n${error?.message ?? error}`);
}

const { port, server } = await serve(preview);
console.log(`
TinyBMS Bridge is served at  http://localhost:${port}/

Open that address in Chrome, Edge or another Chromium browser. It starts with a simulated battery; no hardware is needed.`);
if (port !== FIRST_PORT) {
  console.log(`
This is not the usual address (http://localhost:${FIRST_PORT}/). The browser's permission for serial ports, and the app's
settings and history, belong to one address: ports allowed there have to be allowed again here.`);
}
console.log('\nCtrl-C ends it.');

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    // Open keep-alive connections would hold `close` back for seconds.
    server.httpServer.closeAllConnections?.();
    void server.close().finally(() => process.exit(0));
  });
}
