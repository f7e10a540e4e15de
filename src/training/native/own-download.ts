import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type InstallContext, packageFolder } from './install-context.ts';
import { hasBinding } from './tfjs-node.ts';
import { firstErrorLine, runTool, type ToolRun } from './tool.ts';

/** The install script itself has no timeout for a host that does not answer. */
const limits = { firstByteSeconds: 20, wholeMinutes: 15 };

/**
 * Runs tfjs-node's install script, which downloads TensorFlow's library and a binding. Returns undefined if it worked;
 * otherwise cleans up and returns the reason.
 */
export async function tryOwnDownload(
  workshop: InstallContext,
  { firstByteSeconds, wholeMinutes } = limits,
): Promise<string | undefined> {
  workshop.onStep("try tfjs-node's own download");
  const folder = packageFolder(workshop);
  const silence = new AbortController();
  const timer = setTimeout(() => {
    if (isEmpty(join(folder, 'deps'))) silence.abort();
  }, firstByteSeconds * 1000);
  const slowness = AbortSignal.timeout(wholeMinutes * 60_000);
  const signal = AbortSignal.any([workshop.signal, silence.signal, slowness]);
  const run = await runTool('npm', npmRebuild, { directory: workshop.folder, signal });
  clearTimeout(timer);
  workshop.signal.throwIfAborted();
  if (run.end === 'done' && hasBinding({ folder })) return undefined;
  await discardDownload(workshop);
  if (silence.signal.aborted) return `no answer within ${firstByteSeconds} s`;
  return slowness.aborted ? `not done within ${wholeMinutes} minutes` : reasonOf(run);
}

/** Restores the package to the state in which npm fetched it. */
export async function discardDownload(workshop: InstallContext): Promise<void> {
  for (const each of ['deps', 'lib', 'build']) {
    await rm(join(packageFolder(workshop), each), { recursive: true, force: true });
  }
}

const npmRebuild = [
  'rebuild',
  '@tensorflow/tfjs-node',
  '--ignore-scripts=false',
  '--foreground-scripts',
] as const;

function isEmpty(folder: string): boolean {
  return !existsSync(folder) || readdirSync(folder).length === 0;
}

function reasonOf(run: ToolRun): string {
  return run.end === 'done' ? 'it left no binding' : firstErrorLine(run);
}
