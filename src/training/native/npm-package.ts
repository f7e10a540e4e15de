import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type InstallContext, NativeInstallError } from './install-context.ts';
import { tfjsNodeVersion } from './installation.ts';
import { firstErrorLine, runTool } from './tool.ts';

/** The version of the Node-API headers; a binding compiled with them loads in any Node version. */
const headersVersion = '1.9.0';
const standIn = 'stand-in';

/**
 * Fetches tfjs-node without running its install script, the headers, and all dependencies but TensorFlow.js: hpsearch
 * has that, and two instances are incompatible.
 */
export async function fetchPackage(workshop: InstallContext): Promise<void> {
  const { folder, signal } = workshop;
  workshop.onStep(`fetch tfjs-node ${tfjsNodeVersion} with npm`);
  await writeJson(join(folder, 'package.json'), description);
  await writeStandIn(join(folder, standIn), '@tensorflow/tfjs');
  const run = await runTool('npm', [...npmInstall], { directory: folder, signal });
  signal.throwIfAborted();
  if (run.end === 'missing') throw new NativeInstallError('npm is missing; it comes with Node');
  if (run.end === 'failed') {
    throw new NativeInstallError(`npm cannot fetch tfjs-node ${tfjsNodeVersion}: ${firstErrorLine(run)}`);
  }
  for (const name of ['@tensorflow/tfjs', '@tensorflow/tfjs-core']) {
    await writeStandIn(join(folder, 'node_modules', name), name);
  }
  await rm(join(folder, standIn), { recursive: true, force: true });
}

const description = {
  private: true,
  description: 'Made by `hpsearch backend install`; `hpsearch backend remove` deletes it.',
  dependencies: { '@tensorflow/tfjs-node': tfjsNodeVersion, 'node-api-headers': headersVersion },
  overrides: { '@tensorflow/tfjs': `file:./${standIn}` },
  allowScripts: { '@tensorflow/tfjs-node': true },
};

const npmInstall = [
  ...['install', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'],
  ...['--fetch-retries=1', '--fetch-timeout=30000'],
] as const;

/** Writes a package that resolves but never runs: the loader substitutes hpsearch's own module. */
async function writeStandIn(folder: string, name: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeJson(join(folder, 'package.json'), { name, version: tfjsNodeVersion, main: 'index.js' });
  await writeFile(join(folder, 'index.js'), `throw new Error('hpsearch lends its own ${name}');\n`);
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}
