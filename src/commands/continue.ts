import type { Argv, CommandModule } from 'yargs';
import { InterruptedError, NoTrialCompletedError, UsageError } from '../errors.ts';
import { continuedTrial, renderContinued, renderNotBegun } from '../report/continue-text.ts';
import {
  bestContinuable,
  type Continued,
  continuableTrials,
  continueTrials,
} from '../search/continue-trials.ts';
import { continuedConfiguration } from '../search/continued-configuration.ts';
import { leaseStudy } from '../search/open-study.ts';
import { thisRunner } from '../search/runner.ts';
import { requireStudy } from '../store/require-study.ts';
import type { Store, Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import type { Trial } from '../study/trial.ts';
import { type ContinueArguments, continueOptions, epochsFactor } from './continue-options.ts';
import { continueProgress } from './continue-progress.ts';
import { wholeNumber } from './options.ts';
import { openStoredPool } from './stored-study-pool.ts';
import { printJson, type Terminal } from './terminal.ts';

/** hpsearch continue <trial>…: goes on with trained trials, far past where they stopped. */
export function continueCommand(terminal: Terminal): CommandModule<object, ContinueArguments> {
  return {
    builder: (yargs: Argv) =>
      yargs
        .positional('trials', {
          array: true,
          coerce: (given: unknown) => (given as unknown[] | undefined)?.map(wholeNumber('trial', 0)),
          describe: 'numbers of the trials',
        })
        .options(continueOptions)
        .example('$0 continue 17 --epochs 400', 'trial 17, for 400 epochs more at the most')
        .example('$0 continue --top 3 --time 1h', 'the three best, for an hour')
        .example('$0 continue 17 --schedule cosine', 'with a learning rate that falls anew'),
    handler: (argv) =>
      withStore(argv.db, async (store) => {
        const found = await requireStudy(store, argv.study, argv.db);
        const study = await leaseStudy(store, found);
        try {
          await run(argv, terminal, store, study);
        } finally {
          await store.release(study.id, thisRunner());
        }
      }),
  };
}

async function run(argv: ContinueArguments, terminal: Terminal, store: Store, study: Study): Promise<void> {
  const parents = await chooseParents(argv, store, study);
  const epochs = argv.epochs ?? epochsFactor * study.spec.training.maxEpochs;
  const workers = Math.min(argv.workers, parents.length);
  const { pool } = await openStoredPool(study, argv.db, workers);
  const startedAt = performance.now();
  const elapsedSeconds = () => (performance.now() - startedAt) / 1000;
  const interruption = terminal.interruption();
  const limits = argv.time === undefined ? [] : [AbortSignal.timeout(argv.time * 1000)];
  const progress = await continueProgress(terminal, argv.quiet, {
    store,
    study,
    parents,
    epochs,
    workers,
    elapsedSeconds,
  });
  interruption.addEventListener('abort', () => {
    progress.note('ending with the epochs that run, and keeping the best; Ctrl-C again leaves at once');
  });
  let continued: Continued[];
  try {
    continued = await continueTrials({
      ...{ study, store, pool, parents, epochs },
      patience: argv.patience ?? epochs,
      configure: (config) =>
        continuedConfiguration(config, {
          learningRate: argv['learning-rate'],
          schedule: argv.schedule,
        }),
      signal: AbortSignal.any([interruption, ...limits]),
      events: progress,
    });
  } finally {
    progress.close();
    await pool.close();
  }
  print(argv, terminal, study, { continued, parents, seconds: elapsedSeconds() });
  const notBegun = interruption.aborted ? undefined : renderNotBegun(continued, parents);
  if (notBegun !== undefined) terminal.err(notBegun);
  throwUnlessDone(continued, parents, interruption.aborted);
}

async function chooseParents(
  { trials = [], top }: ContinueArguments,
  store: Store,
  study: Study,
): Promise<Trial[]> {
  if (trials.length > 0 === (top !== undefined)) {
    throw new UsageError('continue: which trials? either their numbers, or --top 3 for the three best');
  }
  if (top === undefined) return continuableTrials(store, study, trials);
  const best = await bestContinuable(store, study, top);
  if (best.length > 0) return best;
  throw new NoTrialCompletedError(`no trial of study '${study.name}' is complete and has kept its weights`);
}

function print(
  { json, db }: ContinueArguments,
  terminal: Terminal,
  { name, spec }: Study,
  run: { continued: readonly Continued[]; parents: readonly Trial[]; seconds: number },
): void {
  const continued = run.continued.map(({ parent, trial }) => continuedTrial(parent, trial, spec.objective));
  if (json) printJson(terminal, { study: name, db, seconds: run.seconds, continued });
  else if (continued.length > 0) terminal.out(renderContinued(continued, run.parents, spec.objective));
}

function throwUnlessDone(
  continued: readonly Continued[],
  parents: readonly Trial[],
  isInterrupted: boolean,
): void {
  const complete = continued.filter(({ trial }) => trial.state === 'complete');
  if (isInterrupted) {
    const begun = new Set(continued.map(({ parent }) => parent.trial));
    const left = parents.map(({ trial }) => trial).filter((trial) => !begun.has(trial));
    const numbers = [...complete.map(({ trial }) => trial.trial), ...left].join(' ');
    throw new InterruptedError(`interrupted, and recorded; go on with: hpsearch continue ${numbers}`);
  }
  if (complete.length === 0) throw new NoTrialCompletedError('no trial could be gone on with');
}
