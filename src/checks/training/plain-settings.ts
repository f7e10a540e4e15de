import { baseRate } from '../../baselines/base-rate.ts';
import { evaluate } from '../../metrics/evaluate.ts';
import type { Predictions } from '../../metrics/predictions.ts';
import { figure } from '../../reports/figure.ts';
import { familyWithout, regularisingKinds } from '../../training/probes/regularising-layers.ts';
import type { Check, CheckContext, Verdict } from '../check.ts';
import { type Cure, singleCures } from './cures.ts';
import { compare, significant } from './paired-comparison.ts';
import { completeConfigurationOf, planOf, type RealRun, realRun, withAdam } from './real-run.ts';
import { settingsOff, withoutRegularisers } from './settings.ts';
import { brakeOf } from './settings-arithmetic.ts';
import { trainShortly } from './short-training.ts';

/** Safe for networks with Adam; the middle's own rate with Adam counts within these. */
const plainRates = { least: 1e-3, most: 1e-2 } as const;
/**
 * Shares of the gain of the plain training over the base rate: a gain below `little` is blamed on a setting without
 * which this model gains `enough`. Dropout of 0.4 or 0.5, weight decay of 0.1, momentum of 0.5 or 0.9, clipping at 1 and
 * penalties of 0.003 left 0.39 or more on 40 tables, twice each.
 */
const little = 1 / 3;
const enough = 2 / 3;

/** The cost of settings shows only beside a training without them. */
export const plainSettings: Check = {
  name: 'plain-settings',
  hypothesis: 'schedule, clipping, momentum and regularisers let a model learn as it does without them',
  isCheap: false,
  async run(context) {
    const brake = await brakeOf(context);
    if (brake !== undefined) return { status: 'warn', ...brake };
    const cures = (await singleCures(context, [])).filter(
      // In so few steps any schedule costs something; `brakeOf` has judged it.
      ({ isOwnLoss, config }) => isOwnLoss !== true && config.schedule === context.config.schedule,
    );
    if (cures.length === 0) {
      const message = 'the middle of the space has no clipping, momentum or regulariser';
      return { status: 'skip', message };
    }
    return judge(context, cures);
  },
};

async function judge(context: CheckContext, cures: readonly Cure[]): Promise<Verdict> {
  const run = await realRun(context);
  const rate = plainRateOf(context);
  const family = familyWithout(context.family, regularisingKinds);
  const wanted = await gainOf(context, run, { family, config: withAdam(withoutRegularisers(context), rate) });
  const own = gainedBy(run, run.course.predictions);
  const numbers = { gain: own, plainGain: wanted.gain, standardErrors: wanted.z };
  const names = Object.keys(settingsOff(context)).join(', ') || 'the regularising layers';
  const message = `the validation loss gains ${figure(own)} of the base rate’s with ${names}, and ${figure(wanted.gain)} with Adam at ${figure(rate)} and none of them`;
  const isLittle = wanted.gain > 0 && own < little * wanted.gain;
  if (wanted.z <= significant || !isLittle) return { status: 'pass', message, numbers };
  for (const { named, advice, ...change } of cures) {
    const { gain } = await gainOf(context, run, change);
    if (gain < enough * wanted.gain) continue;
    return { status: 'warn', message: `${message}; ${figure(gain)} ${named}`, advice, numbers };
  }
  return { status: 'pass', message: `${message}; it gains no more without any single one`, numbers };
}

function plainRateOf(context: CheckContext): number {
  const { optimizer, learningRate } = completeConfigurationOf(context);
  const own = optimizer === 'adam' || optimizer === 'adamw' ? (learningRate as number) : plainRates.least;
  return Math.min(Math.max(own, plainRates.least), plainRates.most);
}

async function gainOf(
  context: CheckContext,
  run: RealRun,
  change: Pick<Cure, 'family' | 'config'>,
): Promise<{ readonly gain: number; readonly z: number }> {
  const { predictions } = await trainShortly(context, { ...planOf(context), ...change });
  const { dataset, course } = run;
  const { loss } = compare(dataset, dataset.splits.validation, predictions, course.predictions);
  return { gain: gainedBy(run, predictions), z: loss.z };
}

/** How far the validation loss of the best epoch is below the base rate's, as a share of that. */
function gainedBy({ dataset }: RealRun, predictions: Predictions): number {
  const { task, splits } = dataset;
  const { y, lossWeight } = splits.validation;
  const lossOf = (each: Predictions) => evaluate(task, each, y, ['loss'], lossWeight).loss as number;
  const base = lossOf(baseRate(dataset, splits.validation));
  return (base - lossOf(predictions)) / base;
}
