import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { fingerprint } from '../data/dataset.ts';
import { loadDataset } from '../data/load-dataset.ts';
import { predictStored } from '../ensemble/candidates.ts';
import { buildEnsemble } from '../ensemble/ensemble.ts';
import { NoTrialCompletedError, UsageError } from '../errors.ts';
import { renderEnsemble } from '../report/ensemble-text.ts';
import type { Store, Study } from '../store/store.ts';
import { ensembleMethods } from '../study/ensemble-report.ts';
import { loadBackend } from '../training/backend.ts';
import { loadFamily } from '../training/models/user-module.ts';
import { databaseOption, jsonOption, requireStudy, studyOption, wholeNumber } from './options.ts';
import { printJson, type Terminal } from './terminal.ts';
import { withStore } from './with-store.ts';

const options = {
  k: {
    requiresArg: true,
    coerce: wholeNumber('k', 1),
    default: 5,
    describe: 'how many of the best trials may be members',
  },
  method: {
    choices: ensembleMethods,
    default: 'greedy' as const,
    describe: 'greedy: forward selection on validation (Caruana 2004); average: all k alike',
  },
  study: studyOption,
  db: databaseOption,
  json: jsonOption,
} as const;

type EnsembleArguments = InferredOptionTypes<typeof options>;

/** hpsearch ensemble: combines the best models and says what that gains. */
export function ensembleCommand(terminal: Terminal): CommandModule<object, EnsembleArguments> {
  return {
    describe: 'combine the best models',
    builder: (yargs: Argv) =>
      yargs
        .options(options)
        .example('$0 ensemble', 'of the five best trials of the newest study')
        .example('$0 ensemble --k 10 --method average', 'the plain mean of the ten best'),
    handler: ({ k, method, study: name, db, json }) =>
      withStore(db, async (store) => {
        const study = await requireStudy(store, name, db);
        const source = await openModels(store, study);
        const trials = await store.top(study.id, k);
        if (trials.length === 0)
          throw new NoTrialCompletedError(`no trial of study '${study.name}' is complete`);
        const candidates = [];
        for (const trial of trials) candidates.push(await predictStored(source, trial));
        const { metric } = study.spec.objective;
        const report = { study: study.name, ...buildEnsemble(method, candidates, source.dataset, metric) };
        if (json) printJson(terminal, report);
        else terminal.out(renderEnsemble(report, terminal.columns));
      }),
  };
}

/** All that it takes to bring a study's stored models back. UsageError when its data are no longer the same. */
async function openModels(store: Store, study: Study) {
  const [dataset, backend, family] = await Promise.all([
    loadDataset(study.spec.data, study.directory),
    loadBackend(study.backend),
    loadFamily(study.spec.model, study.directory),
  ]);
  if (fingerprint(dataset) !== study.dataFingerprint) {
    throw new UsageError(
      `the data of study '${study.name}' have changed since it ran: its models saw others`,
    );
  }
  return { store, study, dataset, backend, family };
}
