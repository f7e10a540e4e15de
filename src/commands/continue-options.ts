import { availableParallelism } from 'node:os';
import type { InferredOptionTypes } from 'yargs';
import { epochsFactor } from '../search/continue-study.ts';
import {
  databaseOption,
  durationSeconds,
  jsonOption,
  positiveNumber,
  studyOption,
  wholeNumber,
} from './options.ts';

/** The flags of `continue`. */
export const continueOptions = {
  top: { requiresArg: true, coerce: wholeNumber('top', 1), describe: 'so many of the best trials' },
  epochs: {
    requiresArg: true,
    coerce: wholeNumber('epochs', 1),
    defaultDescription: `${epochsFactor} times maxEpochs`,
    describe: 'how many more',
  },
  patience: {
    requiresArg: true,
    coerce: wholeNumber('patience', 1),
    defaultDescription: 'none: all epochs',
    describe: 'end after so many epochs without an improvement',
  },
  'learning-rate': {
    requiresArg: true,
    coerce: positiveNumber('learning-rate'),
    describe: "in place of the trial's",
  },
  schedule: {
    choices: ['constant', 'cosine', 'step'] as const,
    requiresArg: true,
    describe: 'anew, over these epochs (default: constant, where the schedule of the trial ends)',
  },
  time: { requiresArg: true, coerce: durationSeconds('time'), describe: 'end after this long, e.g. 10m' },
  workers: {
    requiresArg: true,
    coerce: wholeNumber('workers', 1),
    default: availableParallelism(),
    defaultDescription: 'one a core',
    describe: 'trials that run at once',
  },
  study: studyOption,
  db: databaseOption,
  json: jsonOption,
  quiet: { type: 'boolean', default: false, describe: 'no progress' },
} as const;

export type ContinueArguments = InferredOptionTypes<typeof continueOptions> & {
  trials: readonly number[] | undefined;
};
