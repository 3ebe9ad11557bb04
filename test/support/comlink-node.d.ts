/** Comlink ships its adapter for Node without types. */
declare module 'comlink/dist/esm/node-adapter.mjs' {
  export default function nodeEndpoint(port: import('node:worker_threads').MessagePort): unknown;
}
