import { availableParallelism } from 'node:os';
import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { CheckFailedError } from '../faults/errors.ts';
import type { Rehearsal } from '../pool/messages.ts';
import { formatNumber } from '../report/text/format.ts';
import { renderRerun, renderSpread } from '../report/text/rerun-text.ts';
import { rerunnableTrial } from '../runs/unrecorded-runs.ts';
import { proveSame, type RerunWatch, spreadOverSeeds } from '../search/rerun-trial.ts';
import { requireStudy } from '../store/require-study.ts';
import type { Store, Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import { databaseOption, jsonOption, studyOption, trialPositional, wholeNumber } from './options.ts';
import { placeFlags } from './place-flags.ts';
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
        await run(argv, terminal, store, await requireStudy(store, argv.study, argv.db));
      }),
  };
}

async function run(argv: RerunArguments, terminal: Terminal, store: Store, study: Study): Promise<void> {
  const { db, workers, seeds } = argv;
  const trial = await rerunnableTrial(store, study, argv.trial, placeFlags(argv));
  const begin = (trainings: number) => watch(argv, terminal, study, trainings);
  const room = { store, study, trial, db, workers, begin };
  const print = <Report>(report: Report, render: (report: Report) => string) =>
    argv.json ? printJson(terminal, report) : terminal.out(render(report));
  if (seeds !== undefined) return print(await spreadOverSeeds(room, seeds, '--seeds'), renderSpread);
  const report = await proveSame(room);
  print(report, renderRerun);
  if (!report.identical) throw new CheckFailedError(`trial ${argv.trial} does not come out the same again`);
}

/** Says what begins, and of each of several trainings how it ended. */
function watch(
  { trial, quiet }: RerunArguments,
  terminal: Terminal,
  { name, backend, spec }: Study,
  trainings: number,
): RerunWatch {
  const signal = terminal.interruption();
  if (quiet) return { signal, onEnd() {} };
  const times = trainings === 1 ? 'again' : `${trainings} times`;
  terminal.err(`study ${name}: training trial ${trial} ${times} on ${backend}`);
  const { metric } = spec.objective;
  const told = (outcome: Rehearsal['outcome']) =>
    outcome.state === 'failed' ? outcome.failure.message : `${metric} ${formatNumber(outcome.value)}`;
  return {
    signal,
    onEnd({ outcome }, index) {
      if (trainings > 1) terminal.err(`[${index + 1}/${trainings}] ${told(outcome)}`);
    },
  };
}
