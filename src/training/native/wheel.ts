import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type InstallContext, NativeInstallError, packageFolder } from './install-context.ts';
import { firstErrorLine, runTool, type ToolRun } from './tool.ts';

/** The release against which tfjs-node 4.22's binding has been compiled and tested in training. */
const tensorflowVersion = '2.21.0';
/** The arm64 wheels have the plain name, and also contain no GPU code. */
const distribution = process.arch === 'arm64' ? 'tensorflow' : 'tensorflow-cpu';

/** TensorFlow's wheel is a zip file that contains the library with the C API and its headers. */
export async function fetchLibrary(workshop: InstallContext): Promise<void> {
  const wheels = join(workshop.folder, 'wheel');
  await mkdir(wheels);
  workshop.onStep(`download TensorFlow ${tensorflowVersion} with pip (270 MB)`);
  await downloadWheel(workshop, wheels);
  workshop.onStep('unpack its library');
  const [wheel] = (await readdir(wheels)).filter((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new NativeInstallError('pip succeeded but left no wheel');
  const args = ['-c', unpacking, join(wheels, wheel), join(packageFolder(workshop), 'deps')];
  const run = await runTool('python3', args, { directory: workshop.folder, signal: workshop.signal });
  workshop.signal.throwIfAborted();
  if (run.end !== 'done') {
    throw new NativeInstallError(`TensorFlow's wheel cannot be unpacked: ${lastLine(run)}`);
  }
  await rm(wheels, { recursive: true });
}

/** Downloads the wheel for this Python, or for another: only the library is used, which does not depend on Python. */
async function downloadWheel(workshop: InstallContext, wheels: string): Promise<void> {
  const options = {
    directory: workshop.folder,
    signal: workshop.signal,
    // pip's temporary files lie on the disk whose free space was checked, and are removed with the workshop.
    environment: { TMPDIR: wheels },
  };
  for (const other of [[], ['--python-version', '3.11']]) {
    const run = await runTool('python3', [...pipDownload, ...other, '-d', wheels], options);
    workshop.signal.throwIfAborted();
    if (run.end === 'done') return;
    if (!isWithoutMatch(run) || other.length > 0) throw new NativeInstallError(reasonOf(run));
  }
}

const pipDownload = [
  ...['-m', 'pip', '-vv', 'download', `${distribution}==${tensorflowVersion}`],
  ...['--no-deps', '--only-binary=:all:', '--no-cache-dir', '--disable-pip-version-check'],
  ...['--retries', '0', '--timeout', '15'],
] as const;

function isWithoutMatch(run: ToolRun): boolean {
  return run.end === 'failed' && printed(run).includes('No matching distribution');
}

/** pip prints the same error for an unreachable index and for one without a wheel for this machine. */
function reasonOf(run: ToolRun): string {
  const text = printed(run);
  const isOffered = /none of the wheel's tags|from versions: [^n)]/.test(text);
  if (isWithoutMatch(run) && !isOffered && text.includes('Could not fetch URL')) {
    return `pip reaches no package index that has ${distribution} ${tensorflowVersion}; is this machine on line?`;
  }
  if (isWithoutMatch(run)) {
    const machine = `${process.platform} ${process.arch}`;
    return `the package index has no wheel of ${distribution} ${tensorflowVersion} for ${machine} and this Python`;
  }
  return `pip cannot download ${distribution} ${tensorflowVersion}: ${firstErrorLine(run)}`;
}

function printed(run: ToolRun): string {
  return run.end === 'missing' ? '' : `${run.output}\n${run.errors}`;
}

/** The last line of a Python traceback, which holds the message. */
function lastLine(run: ToolRun): string {
  return printed(run).trimEnd().split('\n').at(-1) ?? '';
}

/** Extracts the two libraries and, of 12,000 headers, those that the C API needs. */
const unpacking = `
import os, shutil, sys, zipfile
wheel, target = sys.argv[1:]
headers = tuple('tensorflow/include/' + each for each in
                ('tensorflow/c/', 'tensorflow/core/platform/', 'tsl/', 'xla/tsl/'))
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        base = name.rsplit('/', 1)[-1]
        if name.startswith('tensorflow/lib') and '.so' in base:
            path = os.path.join(target, 'lib', base)
        elif name.startswith(headers) and base.endswith('.h') and '..' not in name:
            path = os.path.join(target, name[len('tensorflow/'):])
        else:
            continue
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with archive.open(name) as source, open(path, 'wb') as sink:
            shutil.copyfileobj(source, sink, 1 << 20)
`;
