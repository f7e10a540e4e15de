import { type DistillEvents, distill, distillOptions } from '../actions/distill.ts';
import { describeStudent, renderDistillation } from '../report/text/models/distill-text.ts';
import { defineCommand, jsonFlag, printReport, quietFlag } from './define-command.ts';

/** hpsearch distill: trains one small model to predict like an ensemble, and compares the two. */
export const distillCommand = defineCommand({
  action: distillOptions,
  flags: { ...jsonFlag, ...quietFlag },
  examples: [
    ['distill', 'distill the newest ensemble into the configuration of the smallest good trial'],
    [`distill --config '{"units":16}' --temperature 2,4`, 'train a student with your own configuration'],
    ['distill --seeds 5', 'compare the student with the labels-only model over five seeds'],
  ],
  run: async ({ request, flags, terminal, note }) => {
    const startedAt = performance.now();
    const report = await distill(request, {
      note: (text) => (flags.quiet ? undefined : note(text)),
      begin: progress((line) => (flags.quiet ? undefined : terminal.err(line))),
      signal: () => terminal.interruption(),
    });
    const { study, ...rest } = report;
    return { study, db: request.db, ...rest, seconds: (performance.now() - startedAt) / 1000 };
  },
  print: (report, call) => printReport(call, report, () => renderDistillation(report, call.terminal.columns)),
});

/** Announces the trainings, and reports each student's result. */
function progress(say: (line: string) => void): DistillEvents['begin'] {
  return ({ name, backend, spec: { objective } }, { teacher, trainings }, isRegression) => {
    say(`study ${name}: ensemble '${teacher}' teaches, ${trainings} trainings on ${backend}`);
    let done = 0;
    return (training, outcome) =>
      say(`[${++done}/${trainings}] ${describeStudent(training, outcome, { objective, isRegression })}`);
  };
}
