import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { CheckFailedError, InterruptedError, UsageError } from '../errors.ts';
import type { Rehearsal } from '../pool/messages.ts';
import { formatNumber } from '../report/format.ts';
import { renderRerun, renderSpread } from '../report/rerun-text.ts';
import { compareRerun, versionChanges } from '../search/compare-rerun.ts';
import { rehearse, rerunnableTrial } from '../search/rehearse.ts';
import { seedSpread } from '../search/seed-spread.ts';
import { requireStudy } from '../store/require-study.ts';
import type { Store, Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import type { VersionChange } from '../study/rerun-report.ts';
import type { Trial } from '../study/trial.ts';
import { databaseOption, jsonOption, studyOption, trialPositional, wholeNumber } from './options.ts';
import { openStoredPool } from './stored-study-pool.ts';
import { printJson, type Terminal } from './terminal.ts';

const options = {
  seeds: {
    requiresArg: true,
    coerce: wholeNumber('seeds', 1),
    describe: 'train it so many times with other initial weights, orders and dropout, and show the spread',
  },
  workers: {
    requiresArg: true,
    coerce: wholeNumber('workers', 1),
    default: availableParallelism(),
    defaultDescription: 'one a core',
    describe: 'trainings that run at once',
  },
  study: studyOption,
  db: databaseOption,
  json: jsonOption,
  quiet: { type: 'boolean', default: false, describe: 'no progress' },
} as const;

type RerunArguments = InferredOptionTypes<typeof options> & { trial: number };

/** hpsearch rerun <trial>: trains a trial again and compares; records nothing. */
export function rerunCommand(terminal: Terminal): CommandModule<object, RerunArguments> {
  return {
    builder: (yargs: Argv) =>
      yargs
        .positional('trial', trialPositional)
        .options(options)
        .example('$0 rerun 17', 'are its losses the same, bit for bit?')
        .example('$0 rerun 17 --seeds 5', 'what its configuration gives with five other seeds'),
    handler: (argv) =>
      withStore(argv.db, async (store) => {
        const study = await requireStudy(store, argv.study, argv.db);
        const trial = await rerunnableTrial(store, study, argv.trial);
        if (argv.seeds === undefined) await proveSame(argv, terminal, { store, study, trial });
        else await showSpread(argv, terminal, { store, study, trial }, argv.seeds);
      }),
  };
}

interface Chosen {
  readonly store: Store;
  readonly study: Study;
  readonly trial: Trial;
}

async function proveSame(argv: RerunArguments, terminal: Terminal, chosen: Chosen): Promise<void> {
  const { store, study, trial } = chosen;
  const {
    ended: [again],
    versions,
  } = await train(argv, terminal, chosen, [[]]);
  if (again === undefined) throw new InterruptedError('interrupted; nothing is recorded of a rerun');
  const weights = await store.weights(study.id, trial.trial);
  const weightsDigest = weights && createHash('sha256').update(weights).digest('hex');
  const history = await store.history(study.id, trial.trial);
  const report = {
    ...{ study: study.name, trial: trial.trial },
    ...compareRerun({ trial, history, weightsDigest }, again),
    versions,
  };
  if (argv.json) printJson(terminal, report);
  else terminal.out(renderRerun(report));
  if (!report.identical) throw new CheckFailedError(`trial ${trial.trial} does not come out the same again`);
}

async function showSpread(
  argv: RerunArguments,
  terminal: Terminal,
  chosen: Chosen,
  seeds: number,
): Promise<void> {
  const { study, trial } = chosen;
  if (trial.value === null || trial.state !== 'complete') {
    throw new UsageError(`--seeds: trial ${trial.trial} is ${trial.state}, and must be complete`);
  }
  const branches = Array.from({ length: seeds }, (_, index) => ['repetition', index + 1]);
  const { ended, versions } = await train(argv, terminal, chosen, branches);
  if (ended.length < seeds) throw new InterruptedError('interrupted; nothing is recorded of a rerun');
  const outcomes = ended.map(({ outcome }) => outcome);
  const report = {
    ...{ study: study.name, trial: trial.trial },
    ...seedSpread(trial.value, outcomes, study.spec.objective),
    versions,
  };
  if (argv.json) printJson(terminal, report);
  else terminal.out(renderSpread(report));
}

async function train(
  { db, workers, quiet }: RerunArguments,
  terminal: Terminal,
  { study, trial }: Chosen,
  branches: readonly (readonly (number | string)[])[],
): Promise<{ ended: Rehearsal[]; versions: VersionChange[] }> {
  const { pool, backend } = await openStoredPool(study, db, Math.min(workers, branches.length));
  if (!quiet) {
    const times = branches.length === 1 ? 'again' : `${branches.length} times`;
    terminal.err(`study ${study.name}: training trial ${trial.trial} ${times} on ${study.backend}`);
  }
  const { metric } = study.spec.objective;
  const told = (outcome: Rehearsal['outcome']) =>
    outcome.state === 'failed' ? outcome.failure.message : `${metric} ${formatNumber(outcome.value)}`;
  try {
    const ended = await rehearse({
      ...{ study, pool, trial, branches },
      signal: terminal.interruption(),
      onEnd({ outcome }, index) {
        if (!quiet && branches.length > 1) terminal.err(`[${index + 1}/${branches.length}] ${told(outcome)}`);
      },
    });
    return { ended, versions: versionChanges(study.versions, backend.versions) };
  } finally {
    await pool.close();
  }
}
