import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { NoTrialCompletedError } from '../errors.ts';
import { renderTop } from '../report/top.ts';
import { databaseOption, jsonOption, requireStudy, studyOption, wholeNumber } from './options.ts';
import { printJson, type Terminal } from './terminal.ts';
import { withStore } from './with-store.ts';

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
        const trials = await store.top(study.id, k);
        if (json)
          printJson(
            terminal,
            trials.map((trial, place) => ({ rank: place + 1, ...trial })),
          );
        else if (trials.length > 0) terminal.out(renderTop(study, trials, terminal.columns));
        if (trials.length === 0)
          throw new NoTrialCompletedError(`no trial of study '${study.name}' is complete`);
      }),
  };
}
