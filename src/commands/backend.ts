import { backendOptions, installBackend, removeBackend } from '../actions/backend.ts';
import { plainSteps, silentSteps, terminalSteps } from '../report/text/progress/steps.ts';
import { type Call, defineCommand, jsonFlag, printReport, quietFlag } from './define-command.ts';

const flags = { ...jsonFlag, ...quietFlag };

/** hpsearch backend install|remove: native TensorFlow, in hpsearch's own folder. */
export const backendCommand = defineCommand({
  action: backendOptions,
  positional: 'action',
  flags,
  examples: [
    ['backend install', 'install native TensorFlow, for --backend native'],
    ['backend remove', 'remove native TensorFlow'],
  ],
  run: async (call) =>
    call.request.action === 'install'
      ? { installed: await install(call) }
      : { removed: await removeBackend() },
  print: ({ installed, removed }, call) => {
    if (installed !== undefined) printReport(call, installed, () => installedText(installed));
    else if (removed !== undefined) printReport(call, removed, () => removedText(removed));
  },
});

async function install({
  request,
  flags: { quiet },
  terminal,
}: Call<typeof backendOptions.options, typeof flags>) {
  const startedAt = performance.now();
  const elapsedSeconds = () => (performance.now() - startedAt) / 1000;
  const open = quiet ? silentSteps : terminal.progress.isTTY ? terminalSteps : plainSteps;
  const steps = open(terminal.progress, elapsedSeconds);
  try {
    const { onStep, onNote } = steps;
    const installed = await installBackend(request, { signal: terminal.interruption(), onStep, onNote });
    return { ...installed, seconds: elapsedSeconds() };
  } finally {
    steps.close();
  }
}

function installedText({ isNew, folder, tfjsNode, tensorflow, bytes }: Awaited<ReturnType<typeof install>>) {
  const library = tensorflow === null ? 'of npm' : `on TensorFlow ${tensorflow}`;
  const what = `tfjs-node ${tfjsNode} ${library}, ${megabytes(bytes)}, in ${folder}`;
  return isNew ? `installed ${what}` : `there already: ${what} (--force installs it again)`;
}

function removedText({ folders, bytes }: Awaited<ReturnType<typeof removeBackend>>): string {
  if (folders.length === 0) return 'native TensorFlow is not installed';
  return `removed ${folders.join(', ')}: ${megabytes(bytes)}`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
