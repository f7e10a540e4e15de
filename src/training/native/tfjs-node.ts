import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname, join } from 'node:path';
import { UsageError } from '../../faults/errors.ts';
import { action, message } from '../../faults/message.ts';
import { loadTensorflow } from '../tensorflow.ts';
import { findInstallation, tfjsNodeVersion } from './installation.ts';
import { replaceRemovedFunctions } from './removed-functions.ts';

/** An installed tfjs-node package. */
export interface TfjsNode {
  /** The package's own folder. */
  readonly folder: string;
  readonly version: string;
  /** Resolves modules like a module next to the package. */
  readonly require: NodeJS.Require;
}

const require = createRequire(import.meta.url);
const packageName = '@tensorflow/tfjs-node';

/** The tfjs-node that npm installed next to hpsearch, or else the one from `hpsearch backend install`. */
export function seekTfjsNode(): TfjsNode | undefined {
  return candidates().find((each) => faultOf(each) === undefined);
}

/** Returns the result of `seekTfjsNode`. Throws UsageError, with the remedy, if there is no usable tfjs-node. */
export function findTfjsNode(): TfjsNode {
  const found = seekTfjsNode();
  if (found !== undefined) return found;
  const [broken] = candidates();
  const reason = broken === undefined ? 'it is not installed' : faultOf(broken);
  throw new UsageError(message`${reason ?? ''}; ${action('installBackend')} installs it`);
}

function candidates(): TfjsNode[] {
  const installation = findInstallation();
  const made = installation && packageIn(installation.folder);
  return [packageSeenFrom(require), made].filter((each) => each !== undefined);
}

/** The package in an installation's folder. */
export function packageIn(folder: string): TfjsNode | undefined {
  return packageSeenFrom(createRequire(join(folder, 'package.json')));
}

/** Registers the backend `tensorflow` with the TensorFlow.js that hpsearch uses. It may be called more than once. */
export function loadTfjsNode(tfjsNode: TfjsNode): void {
  replaceRemovedFunctions();
  const takeBack = lendInstances(tfjsNode);
  try {
    tfjsNode.require(packageName);
  } finally {
    takeBack();
  }
}

/**
 * Makes tfjs-node, wherever its package lies, load hpsearch's TensorFlow.js under the names that it requires: tensors,
 * kernels and backends of two instances are incompatible.
 */
function lendInstances(tfjsNode: TfjsNode): () => void {
  const { cache, resolve } = createRequire(join(tfjsNode.folder, 'package.json'));
  const lent = {
    '@tensorflow/tfjs': loadTensorflow(),
    '@tensorflow/tfjs-core': require('@tensorflow/tfjs-core'),
  };
  const before = new Map<string, NodeJS.Module | undefined>();
  for (const [name, exports] of Object.entries(lent)) {
    const file = resolve(name);
    before.set(file, cache[file]);
    cache[file] = Object.assign(new Module(file), { exports, loaded: true });
  }
  return () => {
    for (const [file, module] of before) {
      if (module === undefined) delete cache[file];
      else cache[file] = module;
    }
  };
}

function packageSeenFrom(from: NodeJS.Require): TfjsNode | undefined {
  try {
    const file = from.resolve(`${packageName}/package.json`);
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
    return { folder: dirname(file), version, require: from };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** Check this before loading: without its binding the package loads partially and registers kernels that cannot run. */
function faultOf(tfjsNode: TfjsNode): string | undefined {
  const { folder, version } = tfjsNode;
  if (version !== tfjsNodeVersion) {
    return `the tfjs-node in ${folder} is ${version}, and TensorFlow.js ${tfjsNodeVersion}`;
  }
  return hasBinding(tfjsNode) ? undefined : `the tfjs-node in ${folder} has no binding`;
}

export function hasBinding({ folder }: Pick<TfjsNode, 'folder'>): boolean {
  const versions = join(folder, 'lib');
  if (!existsSync(versions)) return false;
  return readdirSync(versions).some((each) => existsSync(join(versions, each, 'tfjs_binding.node')));
}
