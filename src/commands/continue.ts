import type { Argv, CommandModule } from 'yargs';
import { InterruptedError, NoTrialCompletedError, UsageError } from '../faults/errors.ts';
import { renderContinued, renderNotBegun } from '../report/text/continue-text.ts';
import { notContinued } from '../reports/continue-report.ts';
import { abortAfter } from '../runs/abort-after.ts';
import { type ContinuedStudy, type ContinuePlan, continueStudy } from '../search/continue-study.ts';
import { requireStudy } from '../store/require-study.ts';
import type { Store, Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import { type ContinueArguments, continueOptions } from './continue-options.ts';
import { continueProgress } from './continue-progress.ts';
import { wholeNumber } from './options.ts';
import { placeFlags } from './place-flags.ts';
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
        .check(({ trials, top }) => {
          if ((trials !== undefined && trials.length !== 0) !== (top !== undefined)) return true;
          throw new UsageError('continue: which trials? either their numbers, or --top 3 for the three best');
        })
        .example('$0 continue 17 --epochs 400', 'trial 17, for 400 epochs more at the most')
        .example('$0 continue --top 3 --time 1h', 'the three best, for an hour')
        .example('$0 continue 17 --schedule cosine', 'with a learning rate that falls anew'),
    handler: (argv) =>
      withStore(argv.db, async (store) => {
        await run(argv, terminal, store, await requireStudy(store, argv.study, argv.db));
      }),
  };
}

async function run(argv: ContinueArguments, terminal: Terminal, store: Store, study: Study): Promise<void> {
  const { db, trials = [], top, epochs, patience, schedule, workers } = argv;
  const startedAt = performance.now();
  const elapsedSeconds = () => (performance.now() - startedAt) / 1000;
  let isInterrupted = () => false;
  const done = await continueStudy(
    { store, study, db },
    {
      ...{ trials: top === undefined ? trials : { top }, epochs, patience, schedule, workers },
      learningRate: argv['learning-rate'],
    },
    async (plan) => {
      const interruption = terminal.interruption();
      isInterrupted = () => interruption.aborted;
      return watch(argv, terminal, interruption, { ...plan, store, elapsedSeconds });
    },
  );
  print(argv, terminal, study, done, elapsedSeconds());
  const flags = `${howFlags(argv)}${placeFlags(argv)}`;
  const left = notContinued(done.parents, done.continued);
  if (isInterrupted()) throw interrupted(done, left, flags);
  if (left.length > 0) terminal.err(renderNotBegun(left, flags));
  if (completeOf(done).length === 0) throw new NoTrialCompletedError('no continued trial completed');
}

/** Shows what happens, and ends it after `--time` or at Ctrl-C. */
async function watch(
  { quiet, time }: ContinueArguments,
  terminal: Terminal,
  interruption: AbortSignal,
  shown: ContinuePlan & { readonly store: Store; elapsedSeconds(): number },
) {
  const progress = await continueProgress(terminal, quiet, shown);
  interruption.addEventListener('abort', () => {
    progress.note('ending with the epochs that run, and keeping the best; Ctrl-C again leaves at once');
  });
  return { ...progress, signal: abortAfter(time, interruption).signal };
}

function print(
  { json, db }: ContinueArguments,
  terminal: Terminal,
  { name, spec }: Study,
  { continued, parents }: ContinuedStudy,
  seconds: number,
): void {
  if (json) printJson(terminal, { study: name, db, seconds, continued });
  else if (continued.length > 0) terminal.out(renderContinued(continued, parents, spec.objective));
}

/** Names what to go on with: the trials that are new, and those that had not begun. */
function interrupted(done: ContinuedStudy, left: readonly number[], flags: string): InterruptedError {
  const numbers = [...completeOf(done), ...left].join(' ');
  return new InterruptedError(`interrupted, and recorded; go on with: hpsearch continue ${numbers}${flags}`);
}

/** Those that say how the trials go on, as they were given. */
function howFlags(argv: ContinueArguments): string {
  return (['epochs', 'patience', 'learning-rate', 'schedule'] as const)
    .filter((name) => argv[name] !== undefined)
    .map((name) => ` --${name} ${argv[name]}`)
    .join('');
}

function completeOf({ continued }: ContinuedStudy): number[] {
  return continued.filter(({ trial }) => trial.state === 'complete').map(({ trial }) => trial.trial);
}
