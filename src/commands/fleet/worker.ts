import type { WorkWatch } from '../../actions/fleet/work.ts';
import { workOptions } from '../../actions/fleet/work-options.ts';
import {
  plainWork,
  terminalWork,
  type WorkProgress,
  type WorkProgressOptions,
} from '../../report/text/progress/work-progress.ts';
import { renderWork } from '../../report/text/trials/work-text.ts';
import { counted } from '../../reports/figure.ts';
import { backendOf } from '../../study/study-spec.ts';
import { type Call, defineCommand, jsonFlag, printReport, quietFlag } from '../define-command.ts';

const flags = { ...jsonFlag, ...quietFlag };
type WorkerCall = Call<typeof workOptions.options, typeof flags>;

/** hpsearch worker: trains trials of searches that run elsewhere on the same PostgreSQL database. */
export const workerCommand = defineCommand({
  action: workOptions,
  flags,
  examples: [
    ['worker --db postgres://db.example/hpsearch', 'train for every study of the database, until Ctrl-C'],
    ['worker --workers 2 --studies iris,wine', 'two trials at once, of two studies'],
    ['worker --exit-when-idle 10m --grace 25s', 'leave by itself, and let short trials end'],
  ],
  run: async (call) => {
    // Imported lazily: help and a wrong flag need no TensorFlow.js.
    const { work } = await import('../../actions/fleet/work.ts');
    const shown = shownWork(call);
    try {
      return await work(call.request, shown.watch);
    } finally {
      shown.close();
    }
  },
  print: (report, call) => printReport(call, report, () => renderWork(report)),
});

function shownWork(call: WorkerCall): { watch: WorkWatch; close(): void } {
  const { request, flags: given, terminal, words } = call;
  let progress: WorkProgress | undefined;
  const startedAt = performance.now();
  const elapsedSeconds = () => (performance.now() - startedAt) / 1000;
  const watch: WorkWatch = {
    words,
    signal() {
      const signal = terminal.interruption();
      signal.addEventListener('abort', () => progress?.note(leaving(request.graceSeconds)));
      return signal;
    },
    onJoin({ id, slots }) {
      if (given.quiet) return;
      terminal.err(`worker ${id}: ${counted(slots, 'trial')} at once, for ${request.db}`);
      const options: WorkProgressOptions = { slots, words, elapsedSeconds };
      progress = (terminal.progress.isTTY ? terminalWork : plainWork)(terminal.progress, options);
    },
    onOpen: (study) => progress?.onOpen(study.name, backendOf(study)),
    onRefuse: ({ study, reason }) => progress?.onRefuse(study.name, reason),
    onStart: ({ name }, trial) => progress?.onStart(name, trial),
    onEpoch: ({ name }, trial, epoch) => progress?.onEpoch(name, trial, epoch),
    onRecord({ name, spec }, trial, { rung }) {
      progress?.onRecord(name, spec.objective, trial, rung && { ...rung, isPromoted: rung.rung > 0 });
    },
    onDrop: ({ name }, trial, why) => progress?.onDrop(name, trial, why),
    note: (text) => {
      if (!given.quiet) call.note(text);
    },
  };
  return { watch, close: () => progress?.close() };
}

function leaving(graceSeconds: number | undefined): string {
  const when = graceSeconds === undefined ? 'now' : `unless they end within ${graceSeconds} s`;
  return `leaving: running trials are given back ${when}; Ctrl-C again leaves at once, and they run again a little later`;
}
