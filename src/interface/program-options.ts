import type { Options, OptionsOf } from '../actions/options/option.ts';
import { optionOf } from '../actions/options/option.ts';
import { type ActionOptions, namedValues, readOptions } from '../actions/options/read-options.ts';

/** The options with which a program observes or aborts an action. */
export const signal = optionOf<AbortSignal, { describe: string; default: () => AbortSignal }>(
  {
    kind: 'any',
    broken: (value) => (value instanceof AbortSignal ? undefined : 'must be an AbortSignal'),
  },
  { describe: 'once aborted, the action ends', default: () => new AbortController().signal },
);

export const onTrial = optionOf<(trial: never) => unknown, { describe: string }>(
  {
    kind: 'any',
    broken: (value) => (typeof value === 'function' ? undefined : 'must be a function'),
  },
  { describe: 'called with each trial that has ended' },
);

/** Reads an action's options together with the program's, with one error for all their faults. */
export function readProgramOptions<O extends Options, P extends Options>(
  action: ActionOptions<O>,
  own: P,
  given: unknown,
): OptionsOf<O> & OptionsOf<P> {
  const all = { ...action, options: { ...action.options, ...own } };
  return readOptions(all, namedValues(given)) as OptionsOf<O> & OptionsOf<P>;
}
