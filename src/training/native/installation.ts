import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ownFolder } from '../../files/own-folder.ts';

/** An installation of tfjs-node, its binding and TensorFlow's library. */
export interface Installation {
  readonly folder: string;
  /** Versions of the npm package and of TensorFlow's library. */
  readonly tfjsNode: string;
  readonly tensorflow: string | null;
  /** tfjs-node's own download, TensorFlow's Python wheel, or npm, if the user installed it next to hpsearch. */
  readonly source: 'download' | 'wheel' | 'npm';
}

/** The only tfjs-node version that works with this TensorFlow.js: both are released together. */
export const tfjsNodeVersion = (
  createRequire(import.meta.url)('@tensorflow/tfjs-core/package.json') as { version: string }
).version;

/** The folder of all installations, in $HPSEARCH_HOME or in the user's cache folder. */
export function nativeRoot(environment: NodeJS.ProcessEnv = process.env): string {
  return join(ownFolder(environment), 'native');
}

/** The name omits the Node version, because the binding uses Node-API, which is stable across versions. */
export function nativeFolder(root: string = nativeRoot()): string {
  return join(root, `tfjs-node-${tfjsNodeVersion}-${process.platform}-${process.arch}`);
}

/** Whether a folder under the root is an installation, so that nothing else is ever deleted. */
export function isInstallationName(name: string): boolean {
  return name.startsWith('tfjs-node-');
}

export const recordFile = 'installation.json';

/** Finds the installation for this TensorFlow.js and machine; only complete installations have this folder name. */
export function findInstallation(root: string = nativeRoot()): Installation | undefined {
  const folder = nativeFolder(root);
  const file = join(folder, recordFile);
  if (!existsSync(file)) return undefined;
  return { ...(JSON.parse(readFileSync(file, 'utf8')) as Omit<Installation, 'folder'>), folder };
}
