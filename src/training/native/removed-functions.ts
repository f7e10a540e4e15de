import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * Restores two functions of `util` that tfjs-node 4.22 calls, that Node 22 deprecates and that Node 23 removed
 * (tensorflow/tfjs#8609). They are replaced in every Node version, which also avoids the warning.
 */
export function replaceRemovedFunctions(): void {
  // `require`, because the namespace object of an import is read-only.
  const util = require('node:util') as Record<string, unknown>;
  util.isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  util.isArray = Array.isArray;
}
