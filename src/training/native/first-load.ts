import { builtFile } from '../../files/built-file.ts';
import type { InstallContext } from './install-context.ts';
import { firstErrorLine, runTool } from './tool.ts';

/** Loads the workshop's tfjs-node in a separate process. Returns TensorFlow's version, or why it does not compute. */
export async function askForVersion(workshop: InstallContext): Promise<string | { readonly fault: string }> {
  workshop.onStep('check that it computes');
  const script = builtFile('src/training/native/check.js');
  const run = await runTool(process.execPath, [script, workshop.folder], {
    directory: workshop.folder,
    signal: workshop.signal,
  });
  workshop.signal.throwIfAborted();
  if (run.end !== 'done') return { fault: firstErrorLine(run) };
  return (JSON.parse(run.output) as { tensorflow: string }).tensorflow;
}
