import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { UsageError } from '../errors.ts';
import { renderTrial } from '../report/trial-text.ts';
import { databaseOption, jsonOption, requireStudy, studyOption, wholeNumber } from './options.ts';
import { printJson, type Terminal } from './terminal.ts';
import { withStore } from './with-store.ts';

const options = { study: studyOption, db: databaseOption, json: jsonOption } as const;

type ShowArguments = InferredOptionTypes<typeof options> & { trial: number };

/** hpsearch show <trial>: one trial with its configuration, its outcome and its epochs. */
export function showCommand(terminal: Terminal): CommandModule<object, ShowArguments> {
  return {
    builder: (yargs: Argv) =>
      yargs
        .positional('trial', {
          demandOption: true,
          coerce: wholeNumber('trial', 0),
          describe: 'number of the trial',
        })
        .options(options)
        .example('$0 show 17', 'trial 17 of the newest study'),
    handler: ({ trial: number, study: name, db, json }) =>
      withStore(db, async (store) => {
        const study = await requireStudy(store, name, db);
        const trial = await store.trial(study.id, number);
        if (trial === undefined) throw new UsageError(`study '${study.name}' has no trial ${number}`);
        const history = await store.history(study.id, number);
        if (json) printJson(terminal, { study: study.name, ...trial, history });
        else terminal.out(renderTrial(study, trial, history, terminal.columns));
      }),
  };
}
