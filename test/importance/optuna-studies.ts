import { readFileSync } from 'node:fs';
import type { ImportanceQuestion } from '../../src/importance/importance.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { Distribution } from '../../src/study/distribution.ts';
import type { Configuration, SearchSpace } from '../../src/study/search-space.ts';

/** A study with the importances that Optuna gives its parameters: fixtures/importance/make-optuna-importances.py. */
interface OptunaStudy {
  readonly space: Readonly<Record<string, Distribution & { readonly when?: SearchSpace[number]['when'] }>>;
  readonly direction: 'minimize' | 'maximize';
  readonly bestShare: number;
  readonly trials: readonly (readonly [Configuration, number])[];
  readonly pedAnova: Readonly<Record<string, number>>;
  readonly fanova?: Readonly<Record<string, number>>;
}

const file = new URL('../fixtures/importance/optuna-importances.json', import.meta.url);
export const { studies } = JSON.parse(readFileSync(file, 'utf8')) as { studies: readonly OptunaStudy[] };

export function questionOf({ space, direction, bestShare, trials }: OptunaStudy): ImportanceQuestion {
  const sign = direction === 'minimize' ? 1 : -1;
  return {
    space: Object.entries(space).map(([name, { when, ...distribution }]) => ({
      ...{ name, distribution },
      ...(when && { when }),
    })),
    observations: trials.map(([config, value]) => ({ config, loss: sign * value })),
    ...{ bestShare, isPairwise: false },
    random: (key) => randomFor('importance', key),
  };
}
