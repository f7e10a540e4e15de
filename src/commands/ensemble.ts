import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { defaultCandidates, defaultSize, makeEnsemble } from '../ensemble/make-ensemble.ts';
import { renderEnsembleList } from '../report/text/ensemble-list.ts';
import { renderEnsemble } from '../report/text/ensemble-text.ts';
import { ensembleMethods } from '../reports/ensemble-report.ts';
import { openModels } from '../runs/open-models.ts';
import { requireStudy } from '../store/require-study.ts';
import type { Store, StoredEnsemble, Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import { ensembleName, trialNumbers } from './ensemble-names.ts';
import { flagCheck } from './flag-fault.ts';
import { databaseOption, jsonOption, studyOption, wholeNumber } from './options.ts';
import { printJson, type Terminal } from './terminal.ts';

const options = {
  method: {
    choices: ensembleMethods,
    requiresArg: true,
    default: 'greedy' as const,
    describe:
      'greedy: bagged forward selection; stack: weights of the lowest loss; average: the best, all alike',
  },
  k: {
    requiresArg: true,
    coerce: wholeNumber('k', 1),
    defaultDescription: String(defaultCandidates),
    describe: 'how many of the best trials may be members',
  },
  trials: {
    type: 'string',
    requiresArg: true,
    coerce: flagCheck(trialNumbers),
    conflicts: 'k',
    describe: 'the trials that may be members, such as 3,7,9',
  },
  size: {
    requiresArg: true,
    coerce: wholeNumber('size', 1),
    defaultDescription: `k, or ${defaultSize}`,
    describe: 'the most members',
  },
  name: {
    type: 'string',
    requiresArg: true,
    coerce: flagCheck(ensembleName),
    describe: 'what to call it (default: by its method and flags)',
  },
  replace: { type: 'boolean', default: false, describe: 'put it in the place of the one of that name' },
  list: { type: 'boolean', default: false, describe: "list the study's ensembles" },
  study: studyOption,
  db: databaseOption,
  json: jsonOption,
} as const;

type EnsembleArguments = InferredOptionTypes<typeof options>;

/** hpsearch ensemble: combines the best models, says what that gains, and stores who is in it. */
export function ensembleCommand(terminal: Terminal): CommandModule<object, EnsembleArguments> {
  return {
    describe: 'combine the best models',
    builder: (yargs: Argv) =>
      yargs
        .options(options)
        .example('$0 ensemble', 'at most five of the twenty best trials of the newest study')
        .example('$0 ensemble --k 10 --method average', 'the plain mean of the ten best')
        .example('$0 ensemble --trials 3,7,9 --name chosen', 'of these trials alone')
        .example('$0 ensemble --list', 'those that were made'),
    handler: (flags) =>
      withStore(flags.db, async (store) => {
        const study = await requireStudy(store, flags.study, flags.db);
        if (flags.list) return list(terminal, study, await store.ensembles(study.id), flags.json);
        return make(terminal, store, study, flags);
      }),
  };
}

function list(terminal: Terminal, study: Study, ensembles: readonly StoredEnsemble[], json: boolean): void {
  const rows = ensembles.map(({ report, ...ensemble }) => {
    const { validation, test } = report;
    return { study: study.name, ...ensemble, validation, test };
  });
  if (json) printJson(terminal, rows);
  else terminal.out(renderEnsembleList(study.name, ensembles, terminal.columns));
}

async function make(terminal: Terminal, store: Store, study: Study, flags: EnsembleArguments): Promise<void> {
  const made = await makeEnsemble({ store, study }, flags, {
    open: () => openModels(store, study),
    note: terminal.err,
    now: () => performance.now(),
  });
  if (flags.json) printJson(terminal, made);
  else terminal.out(renderEnsemble(made, terminal.columns));
}
