import { action, type Message, message } from '../faults/message.ts';
import { readableWithoutData } from '../metrics/human-baseline.ts';
import { samplerOf, samplers } from '../samplers/catalogue.ts';
import { firstConfigurations } from '../samplers/configuration.ts';
import { checkScheduler, checkSteps } from '../search/check-scheduler.ts';
import { completeSearch } from '../search/complete-search.ts';
import { decideEpochs, withoutEpochs } from '../search/decide-epochs.ts';
import { prepareSpec } from '../search/prepare-spec.ts';
import { beginStages } from '../search/stages/begin-stages.ts';
import { schedulerMethod } from '../study/search/search-spec.ts';
import { stageNames } from '../study/search/stage.ts';
import type { Configuration } from '../study/search-space.ts';
import { columnOf } from '../study/searched/column-selection.ts';
import { stageAt, stagedSpec } from '../study/stages/staged-spec.ts';
import type { WrittenSpec } from '../study/study-spec.ts';
import { oneOf, wholeNumber } from './options/kinds.ts';
import type { OptionsOf } from './options/option.ts';
import { space } from './options/shared.ts';

export const seed = wholeNumber(0, { describe: "seed of the study (default: the space's)" });
export const sampler = oneOf(Object.keys(samplers), { describe: 'sampler of the configurations' });

export const lookback = wholeNumber(1, {
  describe: 'trials between a trial and the latest result that it may be chosen by (default: 8)',
});

export const stage = oneOf(stageNames, {
  describe:
    'search in stages up to this one: overfit (regularisers off), regularise (around the best of that), refine (the space narrowed by its trials)',
});

export const sampleOptions = {
  options: {
    space,
    n: wholeNumber(1, { describe: 'number of configurations', default: 5 }),
    seed,
    sampler,
    lookback,
    stage,
  },
};

export interface SampleReport {
  readonly spec: WrittenSpec;
  /** How many configurations there are, where that limits the trials. */
  readonly trialsNote?: string;
  /** Says which searched columns only the data decide on. */
  readonly dataNote?: Message;
  /** Which trials' space depends on results. */
  readonly laterNote?: string;
  readonly sampled: readonly { readonly trial: number; readonly config: Configuration }[];
}

/**
 * The first configurations that a search would try, without running them. Errors are those of a search that need no data.
 */
export async function sample({
  n,
  ...overrides
}: OptionsOf<typeof sampleOptions.options>): Promise<SampleReport> {
  const read = await prepareSpec(overrides);
  const {
    spec: staged,
    plan,
    ...notes
  } = completeSearch(await beginStages(read.spec, false, read, overrides));
  const spec = stagedSpec(staged, stageAt(staged.search, 0));
  // Without rows `auto` is the longest training that rows could decide: what is refused then is refused always.
  if (spec.model.kind === 'objective') checkSteps(spec, read, schedulerMethod(spec));
  checkScheduler(spec.model.kind === 'objective' ? withoutEpochs(spec) : decideEpochs(spec, 0).spec, read);
  const named = samplerOf(spec.search.sampler);
  const sampled = firstConfigurations(named, spec, Math.min(n, plan?.below ?? n)).map((config, trial) => ({
    trial,
    config,
  }));
  const laterNote =
    plan && plan.next.length > 0
      ? `from trial ${plan.below} on the space depends on the results (${plan.next.join(', ')})`
      : undefined;
  const dataNote = dataNoteOf(spec, overrides.space);
  const further = {
    ...(laterNote !== undefined && { laterNote }),
    ...(dataNote !== undefined && { dataNote }),
  };
  return { spec, sampled, ...notes, ...further };
}

/** Configurations are sampled without the data, so a column that is no input is refused only later. */
function dataNoteOf(
  { space: searched, humanBaseline, objective, data }: WrittenSpec,
  file: string,
): Message | undefined {
  const names = searched.flatMap(({ name }) => (columnOf(name) === undefined ? [] : [name]));
  const list = `${names.slice(0, 10).join(', ')}${names.length > 10 ? ' …' : ''}`;
  const questions = [
    ...(names.length === 0 ? [] : [`${list} ${names.length === 1 ? 'names an input' : 'name inputs'}`]),
    ...(humanBaseline === undefined ||
    readableWithoutData(objective, typeof data.task === 'string' ? data.task : undefined)
      ? []
      : ['humanBaseline goes with the task']),
  ];
  if (questions.length === 0) return undefined;
  return message`the data are not read here: ${action('check', { space: file })} says whether ${questions.join(', and whether ')}`;
}
