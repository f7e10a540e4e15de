import { rerun, rerunOptions } from '../actions/rerun.ts';
import { CheckFailedError } from '../faults/errors.ts';
import type { UnrecordedRun } from '../pool/messages.ts';
import { formatNumber } from '../report/text/parts/format.ts';
import { renderRerun, renderSpread } from '../report/text/trials/rerun-text.ts';
import type { RerunWatch } from '../search/rerun-trial.ts';
import type { Study } from '../store/store.ts';
import { type Call, defineCommand, jsonFlag, printReport, quietFlag } from './define-command.ts';

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
  run: (call) => rerun(call.request, { begin: (study, trainings) => watch(call, study, trainings) }),
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
): RerunWatch {
  const signal = terminal.interruption();
  if (quiet) return { signal, onEnd() {} };
  const times = trainings === 1 ? 'again' : `${trainings} times`;
  terminal.err(`study ${name}: training trial ${request.trial} ${times} on ${backend}`);
  const { metric } = spec.objective;
  const told = (outcome: UnrecordedRun['outcome']) =>
    outcome.state === 'failed' ? outcome.failure.message : `${metric} ${formatNumber(outcome.value)}`;
  return {
    signal,
    onEnd({ outcome }, index) {
      if (trainings > 1) terminal.err(`[${index + 1}/${trainings}] ${told(outcome)}`);
    },
  };
}
