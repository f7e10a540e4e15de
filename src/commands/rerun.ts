import { rerun, rerunOptions } from '../actions/rerun.ts';
import { CheckFailedError } from '../faults/errors.ts';
import { renderRerun, renderSpread } from '../report/text/trials/rerun-text.ts';
import { counted } from '../reports/figure.ts';
import type { RerunWatch } from '../search/rerun-trial.ts';
import type { Study } from '../store/store.ts';
import { type Call, defineCommand, jsonFlag, printReport, quietFlag } from './define-command.ts';
import { keptText, tellTrainings } from './learned/trainings-watch.ts';

const flags = { ...jsonFlag, ...quietFlag };

/** hpsearch rerun <trial>: trains a trial again, and reports whether the result is identical. */
export const rerunCommand = defineCommand({
  action: rerunOptions,
  positional: 'trial',
  flags,
  examples: [
    ['rerun 17', 'train trial 17 again and compare it bit for bit'],
    ['rerun 17 --seeds 5', 'train its configuration with five other seeds'],
  ],
  run: (call) =>
    rerun(call.request, { begin: (study, trainings, kept) => watch(call, study, trainings, kept) }),
  print: (report, call) =>
    printReport(call, report, () => ('identical' in report ? renderRerun(report) : renderSpread(report))),
  end: (report, { request }) => {
    if (!('identical' in report) || report.identical) return;
    throw new CheckFailedError(`trial ${request.trial} does not come out the same again`);
  },
});

/** Announces the trainings, and reports the result of each when there are several. */
function watch(
  { request, flags: { quiet }, terminal }: Call<typeof rerunOptions.options, typeof flags>,
  { name, backend, spec }: Study,
  trainings: number,
  kept: number,
): RerunWatch {
  const signal = terminal.interruption();
  if (quiet) return { signal, onEnd() {} };
  const times = request.seeds === undefined ? 'again' : `with other seeds, ${counted(trainings, 'training')}`;
  terminal.err(`study ${name}: training trial ${request.trial} ${times} on ${backend}${keptText(kept)}`);
  const tell = tellTrainings((line) => terminal.err(line), spec.objective.metric, trainings);
  return {
    signal,
    onEnd: (outcome, seed) => request.seeds !== undefined && tell(`seed ${seed}`, outcome),
  };
}
