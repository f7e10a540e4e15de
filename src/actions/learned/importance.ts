import { UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import { importanceMethods } from '../../importance/catalogue.ts';
import { type MeasureOptions, measureImportance } from '../../importance/measure.ts';
import type { ParameterImportanceReport } from '../../reports/learned/parameter-importance-report.ts';
import { requireStudy } from '../../store/require-study.ts';
import type { Study } from '../../store/store.ts';
import { withStore } from '../../store/with-store.ts';
import type { Trial } from '../../study/trial.ts';
import { number, oneOf, toggle } from '../options/kinds.ts';
import type { OptionsOf } from '../options/option.ts';
import type { GivenOptions } from '../options/read-options.ts';
import { storedStudy } from '../options/shared.ts';
import { learnedStage } from './learned-stage.ts';

/** The share of a study's trials that count as the best; undefined for the default of importance/measure.ts. */
export function bestShareOption(describe: string) {
  return number('above 0 and below 1', (value) => value > 0 && value < 1, {
    describe,
    defaultText: '0.1; of fewer than 150 trials 15, at most a quarter',
  });
}

export const parameterImportanceOptions = {
  options: {
    method: oneOf(Object.keys(importanceMethods), {
      describe:
        'ped-anova: what sets the best trials apart; fanova: what explains the variance of all, by a random forest',
      default: 'ped-anova',
    }),
    best: bestShareOption('share of the trials that count as the best, for ped-anova'),
    pairs: toggle('also measure what two parameters do together, with fanova'),
    ...storedStudy,
  },
  rules: ({ method, best, pairs }: GivenOptions) => [
    pairs === true && method !== 'fanova'
      ? message`${option('pairs')}: must come with ${option('method', 'fanova')}`
      : undefined,
    best !== undefined && method === 'fanova'
      ? message`${option('best')}: must not be given together with ${option('method', 'fanova')}, which looks at all trials alike`
      : undefined,
  ],
};

/**
 * Which parameters of a study matter. UsageError below ten ended trials (of fanova, complete ones), and when the space
 * fixes all.
 */
export function parameterImportance({
  study: name,
  db,
  ...options
}: OptionsOf<typeof parameterImportanceOptions.options>): Promise<ParameterImportanceReport> {
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    return parameterImportanceOf(study, await store.trials(study.id), options);
  });
}

/** Like `parameterImportance`, for all trials of a study. */
function parameterImportanceOf(
  study: Study,
  all: readonly Trial[],
  options: MeasureOptions,
): ParameterImportanceReport {
  const { spec, trials, stage } = learnedStage(study, all);
  const report = measureImportance({ name: study.name, spec }, trials, options);
  return { ...report, ...(stage && { stage: stage.name }) };
}

/** By the default method; undefined where too few trials show anything. */
export function importanceSoFar(
  study: Study,
  trials: readonly Trial[],
): ParameterImportanceReport | undefined {
  try {
    return parameterImportanceOf(study, trials, { method: 'ped-anova', pairs: false });
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
