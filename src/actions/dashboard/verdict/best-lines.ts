import { fitOf } from '../../../metrics/fit.ts';
import { humanBaselineOf, leadOver } from '../../../metrics/human-baseline.ts';
import { formatCount, formatDuration } from '../../../metrics/number-format.ts';
import { baselineTitles } from '../../../reports/baseline.ts';
import type { VerdictLine, VerdictReport } from '../../../reports/dashboard/verdict-report.ts';
import { counted } from '../../../reports/figure.ts';
import { luckText, spreadText, wasLucky } from '../../../reports/learned/seed-luck.ts';
import type { Tied } from '../../../reports/tied.ts';
import { usualDeviations } from '../../../statistics/significance.ts';
import { isBetter } from '../../../study/objective.ts';
import type { Trial } from '../../../study/trial.ts';
import { type JudgedStudy, listed, metricText, objectiveText } from './judged-study.ts';

/** The best trial; its standard error is of the rows that it is measured on, its deviation of other seeds. */
export function bestOf({ study, best, seeds }: JudgedStudy): NonNullable<VerdictReport['best']> {
  const rows = study.pipeline?.rows?.validation;
  const isFolded = study.spec.data.split.folds !== undefined;
  const noun = isFolded ? 'rows of all folds' : 'validation rows';
  return {
    ...{ trial: best.trial, value: best.value, standardError: best.standardError ?? null },
    errorOf: best.standardError === undefined ? null : rows === undefined ? `the ${noun}` : `${rows} ${noun}`,
    seeds: seeds === undefined ? null : { count: seeds.values.length, mean: seeds.mean, std: seeds.std },
  };
}

/** How much of the best trial's value is luck of its seed, where it has been trained with others. */
export function seedLines({ best, seeds }: JudgedStudy): VerdictLine[] {
  if (seeds === undefined) return [];
  const times = counted(seeds.values.length, 'time');
  const text = `Trained ${times} anew with other seeds, trial ${best.trial} reaches ${spreadText(seeds)}; ${luckText(seeds)}.`;
  return [{ topic: 'seeds', tone: wasLucky(seeds) ? 'warn' : 'plain', text, trials: [best.trial] }];
}

/** Who is as good as the best trial, and which of them is the smallest and the fastest. */
export function tiedLines(judged: JudgedStudy): VerdictLine[] {
  const { best, tied } = judged;
  if (tied === undefined) return [];
  const how = `paired test over the validation rows, 95 %, corrected for ${counted(tied.of, 'trial')}`;
  if (tied.trials.length === 0) {
    const text = `Trial ${best.trial} is better than ${counted(tied.tested, 'other trial')} beyond chance (${how}).`;
    return [{ topic: 'tied', tone: 'good', text, trials: [best.trial] }];
  }
  const { length } = tied.trials;
  const least = length === tied.tested && tied.tested < tied.of - 1 ? 'At least ' : '';
  const what = length === 1 ? `Trial ${tied.trials[0]}` : `${least}${length} other trials`;
  const text = `${what} cannot be told apart from trial ${best.trial} (${how})${cheaperText(judged, tied)}.`;
  return [{ topic: 'tied', tone: 'plain', text, trials: [best.trial, ...tied.trials] }];
}

/** "; trial 63, the smallest, has 11k parameters instead of 122k; trial 9, the fastest, …" */
function cheaperText({ best, trials }: JudgedStudy, tied: Tied): string {
  const same = new Set(tied.trials);
  const others = trials.filter(({ trial }) => same.has(trial));
  const smallest = clearlyLess(best, others, ({ parameters }) => parameters);
  const fastest = clearlyLess(best, others, ({ seconds }) => seconds);
  const size =
    smallest && `${formatCount(smallest.value)} parameters instead of ${formatCount(smallest.best)}`;
  const time =
    fastest && `${formatDuration(fastest.value)} of training instead of ${formatDuration(fastest.best)}`;
  if (smallest && smallest.trial === fastest?.trial) {
    return `; the smallest and fastest, trial ${smallest.trial}, has ${size} and took ${time}`;
  }
  return [
    smallest && `; the smallest, trial ${smallest.trial}, has ${size}`,
    fastest && `; the fastest, trial ${fastest.trial}, took ${time}`,
  ].join('');
}

/** A trial that needs less than this share of the best one's parameters or time is worth naming. */
const clearShare = 0.8;

function clearlyLess(
  best: Trial,
  others: readonly Trial[],
  numberOf: (trial: Trial) => number | null,
): { readonly trial: number; readonly value: number; readonly best: number } | undefined {
  const own = numberOf(best);
  const known = others.flatMap((trial) => {
    const value = numberOf(trial);
    return value === null ? [] : [{ trial: trial.trial, value }];
  });
  const [least] = known.sort((one, other) => one.value - other.value || one.trial - other.trial);
  if (own === null || least === undefined || least.value > clearShare * own) return undefined;
  return { ...least, best: own };
}

/** Whether the best trial beats the simple models and people. */
export function baselineLines(judged: JudgedStudy): VerdictLine[] {
  const { study, best } = judged;
  const { direction } = study.spec.objective;
  const margin = usualDeviations * (best.standardError ?? 0);
  const models = (study.baselines ?? [])
    .filter(({ name }) => name !== 'base rate' || study.baselines?.length === 1)
    .map(({ name, value }) => ({
      text: `${baselineTitles[name]} (${objectiveText(judged, value)})`,
      isBeaten: isBetter(direction, best.value, value, margin),
    }));
  const beaten = models.filter(({ isBeaten }) => isBeaten).map(({ text }) => text);
  const others = models.filter(({ isBeaten }) => !isBeaten).map(({ text }) => text);
  const name = `Trial ${best.trial}`;
  return [
    ...(beaten.length > 0 ? [baselineLine('good', `${name} beats ${listed(beaten)}.`)] : []),
    ...(others.length > 0
      ? [baselineLine('warn', `${name} is not better than ${listed(others)} by more than chance.`)]
      : []),
    ...peopleLines(judged),
  ];
}

function peopleLines({ study, best }: JudgedStudy): VerdictLine[] {
  const human = humanBaselineOf(study.spec, best.metrics);
  const reached = human && best.metrics[human.metric];
  if (human === undefined || reached === undefined) return [];
  const { metric, value } = human;
  const isBeaten = leadOver(human, reached) > 0;
  const text = `Trial ${best.trial} reaches ${metric} ${metricText(metric, reached)}, people ${metricText(metric, value)}.`;
  return [baselineLine(isBeaten ? 'good' : 'plain', text)];
}

function baselineLine(tone: VerdictLine['tone'], text: string): VerdictLine {
  return { topic: 'baseline', tone, text };
}

/** Whether the best trial overfits or underfits, where the numbers show it. */
export function fitLines(judged: JudgedStudy): VerdictLine[] {
  const { study, best, ranked } = judged;
  const fit = fitOf(best, study.spec.objective, ranked);
  if (fit?.verdict === undefined) return [];
  const training = objectiveText(judged, fit.training);
  const validation = objectiveText(judged, fit.validation);
  const advice = {
    overfits: 'regularising it, or more rows, may pay',
    underfits: 'a larger model, or more epochs, may pay',
  }[fit.verdict];
  const text = `Trial ${best.trial} ${fit.verdict}: ${fit.metric} ${training} on the training rows and ${validation} on validation; ${advice}.`;
  return [{ topic: 'fit', tone: 'warn', text, trials: [best.trial] }];
}
