import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InterruptedError } from '../../faults/errors.ts';
import { compileBinding } from './binding.ts';
import { askForVersion } from './first-load.ts';
import { type InstallContext, NativeInstallError } from './install-context.ts';
import {
  findInstallation,
  type Installation,
  nativeFolder,
  nativeRoot,
  recordFile,
  tfjsNodeVersion,
} from './installation.ts';
import { removeLeftovers, workshopName } from './leftovers.ts';
import { fetchPackage } from './npm-package.ts';
import { discardDownload, tryOwnDownload } from './own-download.ts';
import { neededBytes, requireBuildTools, requireSpace } from './requirements.ts';
import { packageIn, seekTfjsNode } from './tfjs-node.ts';
import { fetchLibrary } from './wheel.ts';

export interface InstallOptions extends Omit<InstallContext, 'folder'> {
  /** Replaces an existing installation. */
  readonly isForced: boolean;
}

/**
 * Installs native TensorFlow in a folder of hpsearch's own and checks that it computes. The installation is atomic: it
 * is built elsewhere, then renamed. Throws NativeInstallError, or InterruptedError if it was aborted.
 */
export async function installNative(options: InstallOptions): Promise<Installation & { isNew: boolean }> {
  const root = nativeRoot();
  const before = options.isForced ? undefined : usableInstallation(root);
  if (before !== undefined) return { ...before, isNew: false };
  await makeRoot(root);
  const workshop: InstallContext = { ...options, folder: join(root, workshopName(process.pid)) };
  try {
    await mkdir(workshop.folder);
    const built = await build(workshop);
    await writeFile(join(workshop.folder, recordFile), `${JSON.stringify(built, null, 2)}\n`);
    await replaceFolder(workshop.folder, nativeFolder(root));
    return { ...built, folder: nativeFolder(root), isNew: true };
  } catch (error) {
    if (options.signal.aborted) throw new InterruptedError('interrupted; nothing was installed');
    throw error;
  } finally {
    await rm(workshop.folder, { recursive: true, force: true });
  }
}

/** An installation without its binding does not count. */
function usableInstallation(root: string): Installation | undefined {
  const found = seekTfjsNode();
  if (found === undefined) return undefined;
  const made = findInstallation(root);
  if (made !== undefined && packageIn(made.folder)?.folder === found.folder) return made;
  return { folder: found.folder, tfjsNode: found.version, tensorflow: null, source: 'npm' };
}

async function makeRoot(root: string): Promise<void> {
  try {
    await mkdir(root, { recursive: true });
    await removeLeftovers(root);
  } catch (error) {
    const { message } = error as Error;
    throw new NativeInstallError(`cannot install in ${root}: ${message}; HPSEARCH_HOME names another place`);
  }
  await requireSpace(root, neededBytes);
}

async function build(workshop: InstallContext): Promise<Omit<Installation, 'folder'>> {
  await fetchPackage(workshop);
  const own = await fromOwnDownload(workshop);
  if (typeof own === 'object') return own;
  workshop.onNote(
    `tfjs-node's own download cannot be used (${own}); building from TensorFlow's wheel instead`,
  );
  if (process.platform !== 'linux') {
    throw new NativeInstallError(
      `on ${process.platform}, native TensorFlow can only be installed by tfjs-node's own download`,
    );
  }
  const tools = await requireBuildTools(workshop);
  await fetchLibrary(workshop);
  await compileBinding(workshop, tools);
  const tensorflow = await askForVersion(workshop);
  if (typeof tensorflow === 'object') {
    throw new NativeInstallError(`native TensorFlow was built but does not compute: ${tensorflow.fault}`);
  }
  return { tfjsNode: tfjsNodeVersion, tensorflow, source: 'wheel' };
}

/** Returns the reason if the download is unreachable or has nothing that runs on this machine. */
async function fromOwnDownload(workshop: InstallContext): Promise<Omit<Installation, 'folder'> | string> {
  const reason = await tryOwnDownload(workshop);
  if (reason !== undefined) return reason;
  const tensorflow = await askForVersion(workshop);
  if (typeof tensorflow === 'string') return { tfjsNode: tfjsNodeVersion, tensorflow, source: 'download' };
  await discardDownload(workshop);
  return tensorflow.fault;
}

/** A folder cannot be renamed onto one that holds files. */
async function replaceFolder(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await rename(from, to);
}
