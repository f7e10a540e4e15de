import { availableParallelism } from 'node:os';
import { counted, figure } from '../../reports/figure.ts';
import { quantile, type Value } from '../../study/distribution.ts';
import { type Configuration, isActive } from '../../study/search-space.ts';
import type { Check, CheckContext, Verdict } from '../check.ts';
import { type Cost, measureCost, searchSeconds, trialSeconds } from './step-time.ts';

/** The default number of trials whose weights `start` keeps. */
const keptTrials = 20;
const bytesPerWeight = 4;
/** Maximum number of optimizer moments per weight. */
const momentsPerWeight = 2;

const advice =
  'raise training.timeoutSeconds in the space, or search smaller models, larger batches or fewer epochs';

/** Estimates the time and the memory of a search before it starts. */
export const estimate: Check = {
  name: 'estimate',
  hypothesis: 'the search can be afforded: its time, its memory and its place on disk',
  isCheap: false,
  async run(context) {
    const middle = await measureCost(context, context.config);
    const largest = await measureCost(context, largestOf(context)).catch(() => undefined);
    return verdictOf(context, middle, largest);
  },
};

/** The middle of the space, with the family's own integers (units, layers and filters) at their maximum. */
function largestOf({ spec: { space }, family }: CheckContext): Configuration {
  const config: Record<string, Value> = {};
  for (const parameter of space) {
    if (!isActive(parameter, config)) continue;
    const { name, distribution } = parameter;
    const isSize = ['int', 'logInt'].includes(distribution.type) && Object.hasOwn(family.parameters, name);
    config[name] = quantile(distribution, isSize ? 1 - 2 ** -40 : 0.5);
  }
  return config;
}

function verdictOf({ spec, dataset }: CheckContext, middle: Cost, largest: Cost | undefined): Verdict {
  const { trials } = spec.search;
  const { maxEpochs, timeoutSeconds, secondsPerTrial = Number.POSITIVE_INFINITY } = spec.training;
  const workers = Math.min(availableParallelism(), trials);
  const total = searchSeconds(middle, { spec }, workers);
  const longest = Math.min(trialSeconds(middle, maxEpochs), secondsPerTrial);
  const { parameters, bytesInStep } = largest ?? middle;
  const weights = parameters * bytesPerWeight;
  const { models = 1 } = middle;
  const kept = weights * models * Math.min(keptTrials, trials);
  const training = workers * (bytesInStep + momentsPerWeight * weights) + bytesOf(dataset);
  const numbers = {
    totalSeconds: total,
    secondsPerStep: middle.secondsPerStep,
    secondsPerValidation: middle.secondsPerValidation,
    ...(largest === undefined ? {} : { largestSecondsPerStep: largest.secondsPerStep }),
    stepsPerEpoch: middle.stepsPerEpoch,
    maxEpochs,
    models,
    trials,
    workers,
    parameters: middle.parameters,
    ...(largest === undefined ? {} : { largestParameters: largest.parameters }),
    longestTrialSeconds: longest,
    trainingBytes: training,
    keptBytes: kept,
  };
  const folds = models === 1 ? '' : `, ${models} models a trial`;
  const message = [
    `about ${duration(total)} for ${counted(trials, 'trial')} on ${counted(workers, 'worker')}, less where they stop early`,
    `${counted(middle.stepsPerEpoch, 'step')} of ${figure(1000 * middle.secondsPerStep)} ms an epoch${folds}`,
    `${megabytes(training)} for data and models at their largest, ${megabytes(kept)} on disk`,
  ].join('; ');
  if (longest <= timeoutSeconds) return { status: 'pass', message, numbers };
  const late = `a trial of all ${maxEpochs} epochs may take ${duration(longest)}, and timeoutSeconds is ${timeoutSeconds}`;
  return { status: 'warn', message: `${late}; ${message}`, advice, numbers };
}

function bytesOf({ splits }: CheckContext['dataset']): number {
  return Object.values(splits).reduce(
    (sum, { x, y, row }) => sum + x.byteLength + y.byteLength + row.byteLength,
    0,
  );
}

function duration(seconds: number): string {
  if (seconds < 120) return `${figure(seconds)} s`;
  return seconds < 7200 ? `${figure(seconds / 60)} min` : `${figure(seconds / 3600)} h`;
}

function megabytes(bytes: number): string {
  return `${figure(Math.max(bytes / 1e6, 0.01))} MB`;
}
