import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A folder that holds tfjs-node, its binding and TensorFlow's library. */
export interface Installation {
  readonly folder: string;
  /** Versions of the npm package and of the library that computes. */
  readonly tfjsNode: string;
  readonly tensorflow: string | null;
  /** tfjs-node's own download, TensorFlow's wheel for Python, or npm, which put it beside hpsearch without our doing. */
  readonly source: 'download' | 'wheel' | 'npm';
}

/** The only tfjs-node that works with this TensorFlow.js: both are released together. */
export const tfjsNodeVersion = (
  createRequire(import.meta.url)('@tensorflow/tfjs-core/package.json') as { version: string }
).version;

/** Where installations lie: in $HPSEARCH_HOME, or among the user's caches. */
export function nativeRoot(environment: NodeJS.ProcessEnv = process.env): string {
  const { HPSEARCH_HOME: home, XDG_CACHE_HOME: caches } = environment;
  return join(home || join(caches || join(homedir(), '.cache'), 'hpsearch'), 'native');
}

/** The binding speaks Node-API, whose promises hold from one Node to the next: its name needs no version of Node. */
export function nativeFolder(root: string = nativeRoot()): string {
  return join(root, `tfjs-node-${tfjsNodeVersion}-${process.platform}-${process.arch}`);
}

/** Whether a folder under the root is one of ours, so that nothing else is ever deleted. */
export function isInstallationName(name: string): boolean {
  return name.startsWith('tfjs-node-');
}

export const recordFile = 'installation.json';

/** The installation for this TensorFlow.js and this machine; a folder gets its name only when it is complete. */
export function findInstallation(root: string = nativeRoot()): Installation | undefined {
  const folder = nativeFolder(root);
  const file = join(folder, recordFile);
  if (!existsSync(file)) return undefined;
  return { ...(JSON.parse(readFileSync(file, 'utf8')) as Omit<Installation, 'folder'>), folder };
}
