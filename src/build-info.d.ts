/** Commit of the build, short; "unknown" when built from an archive without history. Set by vite.config.ts. */
declare const __COMMIT__: string;
/** As in package.json. Set by vite.config.ts. */
declare const __VERSION__: string;
