import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { UsageError } from '../faults/errors.ts';
import { humanBaselineOf } from '../metrics/human-baseline.ts';
import { renderConfusion } from '../report/text/confusion-text.ts';
import { renderTrial } from '../report/text/trial-text.ts';
import type { ConfusionReport } from '../reports/suspects-report.ts';
import { requireStudy } from '../store/require-study.ts';
import type { Store, Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import type { Trial } from '../study/trial.ts';
import { databaseOption, jsonOption, studyOption, trialPositional } from './options.ts';
import { printJson, type Terminal } from './terminal.ts';

const options = {
  confusion: {
    type: 'boolean',
    default: false,
    describe: 'which classes its model takes for which, on the validation split; reads the data',
  },
  study: studyOption,
  db: databaseOption,
  json: jsonOption,
} as const;

type ShowArguments = InferredOptionTypes<typeof options> & { trial: number };

/** Loads TensorFlow.js, which nothing else of this command needs. */
async function confusionOf(store: Store, study: Study, trial: Trial): Promise<ConfusionReport> {
  const suspects = await import('./suspects.ts');
  return suspects.confusionOf(store, study, trial);
}

/** hpsearch show <trial>: one trial with its configuration, its outcome and its epochs. */
export function showCommand(terminal: Terminal): CommandModule<object, ShowArguments> {
  return {
    builder: (yargs: Argv) =>
      yargs
        .positional('trial', trialPositional)
        .options(options)
        .example('$0 show 17', 'trial 17 of the newest study')
        .example('$0 show 17 --confusion', 'and its mistakes'),
    handler: ({ trial: number, confusion: isAsked, study: name, db, json }) =>
      withStore(db, async (store) => {
        const study = await requireStudy(store, name, db);
        const trial = await store.trial(study.id, number);
        if (trial === undefined) throw new UsageError(`study '${study.name}' has no trial ${number}`);
        const history = await store.history(study.id, number);
        const confusion = isAsked ? await confusionOf(store, study, trial) : undefined;
        const humanBaseline = trial.value === null ? undefined : humanBaselineOf(study.spec, trial.metrics);
        if (json) {
          printJson(terminal, {
            study: study.name,
            ...trial,
            history,
            ...(humanBaseline && { humanBaseline }),
            ...(confusion && { confusion }),
          });
          return;
        }
        terminal.out(renderTrial(study, trial, history, terminal.columns));
        if (confusion !== undefined) terminal.out(`\n${renderConfusion(confusion, terminal.columns)}`);
      }),
  };
}
