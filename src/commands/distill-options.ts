import { availableParallelism } from 'node:os';
import type { InferredOptionTypes } from 'yargs';
import { defaultMixtures, defaultTemperatures } from '../distillation/distill.ts';
import { defaultTries } from '../distillation/plan.ts';
import { UsageError } from '../faults/errors.ts';
import { flagCheck } from './flag-fault.ts';
import { databaseOption, jsonOption, studyOption, wholeNumber } from './options.ts';

export const distillOptions = {
  ensemble: {
    type: 'string',
    requiresArg: true,
    describe: 'the teacher (default: the newest, or a greedy one where there is none)',
  },
  student: {
    requiresArg: true,
    coerce: wholeNumber('student', 0),
    conflicts: 'config',
    describe: 'the trial whose configuration it has (default: the smallest within 1 % of the best)',
  },
  config: {
    type: 'string',
    requiresArg: true,
    describe: `its configuration as JSON, or a space file to draw ${defaultTries} from`,
  },
  temperature: {
    type: 'string',
    requiresArg: true,
    coerce: numberList('temperature', 'above 0', (value) => value > 0),
    defaultDescription: defaultTemperatures.join(),
    describe: 'temperatures to try, such as 1,2,4',
  },
  mixture: {
    type: 'string',
    requiresArg: true,
    coerce: numberList('mixture', 'above 0 and at most 1', (value) => value > 0 && value <= 1),
    defaultDescription: defaultMixtures.join(),
    describe: "the teacher's shares of the loss to try, such as 0.3,0.9",
  },
  tries: {
    requiresArg: true,
    coerce: wholeNumber('tries', 1),
    defaultDescription: `all pairs, or ${defaultTries} from a space file`,
    describe: 'so many students, drawn at random',
  },
  seeds: {
    requiresArg: true,
    coerce: wholeNumber('seeds', 1),
    default: 1,
    describe: 'train each so many times, from other initial weights',
  },
  epochs: {
    requiresArg: true,
    coerce: wholeNumber('epochs', 1),
    defaultDescription: "the study's maxEpochs",
    describe: 'at most so many',
  },
  workers: {
    requiresArg: true,
    coerce: wholeNumber('workers', 1),
    default: availableParallelism(),
    defaultDescription: 'one a core',
    describe: 'students that are trained at once',
  },
  study: studyOption,
  db: databaseOption,
  json: jsonOption,
  quiet: { type: 'boolean', default: false, describe: 'no progress' },
} as const;

export type DistillArguments = InferredOptionTypes<typeof distillOptions>;

/** "1,2,4" as numbers, each once. */
function numberList(flag: string, law: string, isLawful: (value: number) => boolean) {
  return flagCheck((given): number[] | undefined => {
    if (given === undefined) return undefined;
    const words = typeof given === 'string' || typeof given === 'number' ? String(given).split(',') : [];
    const values = words.map((word) => (word.trim() === '' ? Number.NaN : Number(word)));
    if (values.length > 0 && values.every((value) => Number.isFinite(value) && isLawful(value))) {
      return [...new Set(values)];
    }
    throw new UsageError(
      `--${flag}: must be numbers ${law} with commas between them, got ${JSON.stringify(given)}`,
    );
  });
}
