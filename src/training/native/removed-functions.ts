import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * tfjs-node 4.22 calls two functions of `util` that Node 22 warns of and Node 23 has no more (tensorflow/tfjs#8609).
 * Both are put in place on every Node, so that it prints no warning either.
 */
export function replaceRemovedFunctions(): void {
  // The module's own object: an import's namespace cannot be written to.
  const util = require('node:util') as Record<string, unknown>;
  util.isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  util.isArray = Array.isArray;
}
