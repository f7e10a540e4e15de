import { path, seconds, toggle, words } from '../options/kinds.ts';
import type { GivenOptions } from '../options/read-options.ts';
import { database, workers } from '../options/shared.ts';
import { runOptions, withoutProcess } from '../search/search-options.ts';

const { isolation, maxMemoryBytes } = runOptions;

export const workOptions = {
  options: {
    ...database,
    workers: workers('number of trials that run at once'),
    studies: words(() => undefined, {
      describe: 'names of the studies to train (default: all that have work)',
    }),
    directory: path({
      describe: 'where modules are found on this machine (default: the folder of each study’s space file)',
    }),
    isolation,
    maxMemoryBytes,
    graceSeconds: seconds({
      describe:
        'when asked to leave, give running trials back only after this time, e.g. 25s (default: at once)',
    }),
    exitWhenIdleSeconds: seconds({ describe: 'leave after this time without work (default: wait for more)' }),
    acceptVersions: toggle(
      'also train studies that began with other versions or on another processor: last bits may differ',
    ),
  },
  rules: (given: GivenOptions) => [withoutProcess(given)],
};
