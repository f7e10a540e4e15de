import { message, option } from '../../faults/message.ts';
import { schedulers } from '../../schedulers/catalogue.ts';
import { brokenStudyName } from '../../study/study-name.ts';
import {
  bytes,
  namedText,
  number,
  oneOf,
  path,
  seconds,
  text,
  toggle,
  wholeNumber,
} from '../options/kinds.ts';
import { missing } from '../options/option.ts';
import type { GivenOptions } from '../options/read-options.ts';
import { backend, database, spaceOrData, tableOptions, workers } from '../options/shared.ts';
import { lookback, sampler, seed, stage } from '../sample.ts';

const schedulerNames = Object.keys(schedulers);

/** How trials run; the results do not depend on these options. */
export const runOptions = {
  time: seconds({ describe: 'start no new trial after this time, e.g. 10m' }),
  workers: workers('number of trials that run at once'),
  isolation: oneOf(['thread', 'process'], {
    describe:
      'run each trial in a thread, or in a process so that a crash of native code ends only that trial',
    default: 'thread',
  }),
  maxMemoryBytes: bytes({
    describe: message`maximum memory of a trial's process, such as 2g; needs ${option('isolation', 'process')}`,
  }),
  ...database,
  keep: wholeNumber(1, { describe: 'number of the best trials whose weights are kept', default: 20 }),
  artifacts: text({
    describe:
      'store weights of a megabyte or more outside the database: in a folder, or at s3://bucket/prefix',
    defaultText: '$HPSEARCH_ARTIFACTS, or in the database',
  }),
  acceptModule: toggle(
    'resume although the module has changed since the study began, and record the new one',
  ),
};

/** When a search ends before its last trial; the space's budget has the same limits. */
const budgetOptions = {
  until: number('that is finite', Number.isFinite, {
    describe: 'stop once a trial’s value is better than this one by more than the trial’s standard error',
  }),
  searchPatience: wholeNumber(1, {
    describe: 'stop after this number of trials without a gain of more than a standard error',
  }),
  totalEpochs: wholeNumber(1, {
    describe: 'stop when all trials together have trained this number of epochs',
  }),
};

/** For a search whose database several machines share. */
export const machineOptions = {
  train: toggle(
    message`train in this process too; with ${option('train', false)} only the workers of other processes do (PostgreSQL)`,
    true,
  ),
};

/** Configurations of another study or table that run first. */
export const knownOptions = {
  from: path({
    describe:
      'begin with the best configurations of a table of trials, an exported study, a database or a study',
  }),
  fromStudy: text({ describe: message`which study of several in the database that ${option('from')} names` }),
  fromTop: wholeNumber(1, {
    describe: message`number of the configurations that ${option('from')} takes`,
    default: 5,
  }),
};

export const searchOptions = {
  options: {
    space: spaceOrData,
    ...tableOptions,
    trials: wholeNumber(1, { describe: "number of trials (default: the space's)" }),
    ...budgetOptions,
    ...knownOptions,
    stage,
    seed,
    name: namedText(brokenStudyName, { describe: "name of the study (default: the space's)" }),
    backend,
    sampler,
    lookback,
    scheduler: oneOf(schedulerNames, { describe: 'decides how long each trial trains, by comparing trials' }),
    pruner: oneOf(schedulerNames, { describe: message`former name of ${option('scheduler')}` }),
    check: toggle(
      message`run the cheap checks before the first trial; ${option('check', false)} omits them`,
      true,
    ),
    ...runOptions,
    ...machineOptions,
  },
  rules: (given: GivenOptions) => [withoutProcess(given), oneScheduler(given), ...withoutFrom(given)],
};

function oneScheduler({ scheduler, pruner }: GivenOptions) {
  if (scheduler === undefined || pruner === undefined) return undefined;
  return message`${option('pruner')}: must be left out beside ${option('scheduler')}, whose former name it is`;
}

export function withoutProcess({ maxMemoryBytes, isolation }: GivenOptions) {
  if (maxMemoryBytes === undefined || isolation === 'process') return undefined;
  const needed = option('isolation', 'process');
  return message`${option('maxMemoryBytes')}: must come with ${needed}, for threads share the memory of one process`;
}

export function withoutFrom(given: GivenOptions) {
  return [missing(given, 'fromStudy', 'from'), missing(given, 'fromTop', 'from')];
}
