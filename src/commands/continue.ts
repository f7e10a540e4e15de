import { type ContinuedTrials, continueOptions, continueTrials } from '../actions/continue-trials.ts';
import { epochProgress } from '../report/text/progress/epoch-progress.ts';
import { type Progress, silentProgress } from '../report/text/progress/progress.ts';
import { renderContinued, renderNotBegun } from '../report/text/trials/continue-text.ts';
import type { ContinuePlan } from '../search/continue-study.ts';
import type { Store } from '../store/store.ts';
import { type Call, defineCommand, jsonFlag, printReport, quietFlag } from './define-command.ts';

const flags = { ...jsonFlag, ...quietFlag };
type ContinueCall = Call<typeof continueOptions.options, typeof flags>;

/** hpsearch continue <trial>…: trains stored trials further, beyond the study's number of epochs. */
export const continueCommand = defineCommand({
  action: continueOptions,
  positional: 'trials',
  flags,
  examples: [
    ['continue 17 --epochs 400', 'train trial 17 for at most 400 more epochs'],
    ['continue --top 3 --time 1h', 'train the three best trials for an hour'],
    ['continue 17 --schedule cosine', 'restart the learning-rate schedule'],
  ],
  run: (call) => {
    const { request, terminal } = call;
    let progress: Progress = silentProgress;
    return continueTrials(request, {
      begin: async (plan) => {
        progress = await openProgress(call, plan);
        const signal = terminal.interruption();
        signal.addEventListener('abort', () => {
          progress.note('ending with the epochs that run, and keeping the best; Ctrl-C again leaves at once');
        });
        return signal;
      },
      onStart: (trial) => progress.onStart(trial),
      onEpoch: (trial, epoch) => progress.onEpoch(trial, epoch),
      onEnd: (trial) => progress.onEnd(trial),
      close: () => progress.close(),
    });
  },
  print: (report, call) => {
    const { study, continued, parents, seconds } = report;
    printReport(call, { study: study.name, db: call.request.db, seconds, continued }, () =>
      continued.length === 0 ? undefined : renderContinued(continued, parents, study.spec.objective),
    );
  },
  end: (report, call) => noteNotBegun(report, call),
});

function noteNotBegun({ left, resume }: ContinuedTrials, { note }: ContinueCall): void {
  if (resume !== undefined) note(renderNotBegun(left, [resume]));
}

/** Announces the trials and shows their progress. */
async function openProgress(
  { flags: { quiet }, terminal }: ContinueCall,
  { store, study, parents, epochs, workers }: ContinuePlan & { readonly store: Store },
): Promise<Progress> {
  if (quiet) return silentProgress;
  const startedAt = performance.now();
  const elapsedSeconds = () => (performance.now() - startedAt) / 1000;
  const numbers = parents.map(({ trial }) => trial);
  const which = `${numbers.length === 1 ? 'trial' : 'trials'} ${numbers.join(', ')}`;
  terminal.err(
    `study ${study.name}: continuing ${which} for at most ${epochs} more epochs, on ${study.backend}; Ctrl-C ends it and keeps the best`,
  );
  for (const number of numbers) {
    if ((await store.optimizerState(study.id, number)) !== undefined) continue;
    terminal.err(`trial ${number} was stored without its optimizer's state, which begins anew`);
  }
  const { objective } = study.spec;
  const total = parents.length;
  return epochProgress(terminal.progress, { total, epochs, workers, objective, elapsedSeconds });
}
