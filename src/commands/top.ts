import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { NoTrialCompletedError } from '../faults/errors.ts';
import { renderTop } from '../report/text/top.ts';
import { topTrials } from '../search/top-trials.ts';
import { requireStudy } from '../store/require-study.ts';
import { withStore } from '../store/with-store.ts';
import { databaseOption, jsonOption, studyOption, wholeNumber } from './options.ts';
import { printJson, type Terminal } from './terminal.ts';

const options = {
  k: { requiresArg: true, coerce: wholeNumber('k', 1), default: 5, describe: 'how many trials' },
  study: studyOption,
  db: databaseOption,
  json: jsonOption,
} as const;

type TopArguments = InferredOptionTypes<typeof options>;

/** hpsearch top: the ranking, with the best configuration in full. */
export function topCommand(terminal: Terminal): CommandModule<object, TopArguments> {
  return {
    builder: (yargs: Argv) =>
      yargs.options(options).example('$0 top --k 5', 'the five best trials of the newest study'),
    handler: ({ k, study: name, db, json }) =>
      withStore(db, async (store) => {
        const study = await requireStudy(store, name, db);
        const trials = await topTrials(store, study, k);
        if (json) printJson(terminal, trials);
        else if (trials.length > 0) terminal.out(renderTop(study, trials, terminal.columns));
        if (trials.length === 0)
          throw new NoTrialCompletedError(`no trial of study '${study.name}' is complete`);
      }),
  };
}
