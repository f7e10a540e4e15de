import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The project's folder, both for the sources and for what is built from them. */
export const root = dirname(createRequire(import.meta.url).resolve('hpsearch/package.json'));
export const builtCommandLine = join(root, 'dist/src/cli.js');
export const serverProgram = join(root, 'test/fuzz/command-server.mjs');
