import { message, option } from '../../faults/message.ts';
import { pruners } from '../../pruners/catalogue.ts';
import { brokenStudyName } from '../../study/study-name.ts';
import { bytes, namedText, oneOf, seconds, toggle, wholeNumber } from '../options/kinds.ts';
import type { GivenOptions } from '../options/read-options.ts';
import { backend, database, space, workers } from '../options/shared.ts';
import { sampler, seed } from '../sample.ts';

/** How trials run; the results do not depend on these options. */
export const runOptions = {
  time: seconds({ describe: 'start no trial after this long, e.g. 10m' }),
  workers: workers('trials that run at once'),
  isolation: oneOf(['thread', 'process'], {
    describe: 'what each running trial has for itself; native code that crashes ends its process',
    default: 'thread',
  }),
  maxMemoryBytes: bytes({
    describe: message`most memory of a trial's process, such as 2g; with ${option('isolation', 'process')}`,
  }),
  ...database,
  keep: wholeNumber(1, { describe: 'best trials whose weights are kept', default: 20 }),
  acceptModule: toggle(
    'resume with a module that has changed since the study began, in place of the old one',
  ),
};

export const searchOptions = {
  options: {
    space,
    trials: wholeNumber(1, { describe: "number of trials (default: the space's)" }),
    seed,
    name: namedText(brokenStudyName, { describe: "name of the study (default: the space's)" }),
    backend,
    sampler,
    pruner: oneOf(Object.keys(pruners), { describe: 'what ends hopeless trials early' }),
    check: toggle(
      message`make the cheap checks before the first trial; ${option('check', false)} omits them`,
      true,
    ),
    ...runOptions,
  },
  rules: (given: GivenOptions) => [withoutProcess(given)],
};

export function withoutProcess({ maxMemoryBytes, isolation }: GivenOptions) {
  if (maxMemoryBytes === undefined || isolation === 'process') return undefined;
  const needed = option('isolation', 'process');
  return message`${option('maxMemoryBytes')}: must come with ${needed}, for threads share the memory of one process`;
}
