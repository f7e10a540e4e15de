import { type MethodSpec, methodName } from './search/method-spec.ts';
import { defaultLookback, schedulerMethod } from './search/search-spec.ts';
import type { Parameter, SearchSpace } from './search-space.ts';
import { modelTitle, type WrittenSpec } from './study-spec.ts';

/**
 * The fields in which two specs differ so that their trials cannot share a ranking, as dotted paths of the space file.
 * Fields that do not affect a trial are ignored: the study's name, the number of trials, the stages and the budget, the chosen
 * backend (a study keeps that of its first trial) and the human baseline.
 */
export function differingFields(one: WrittenSpec, other: WrittenSpec): string[] {
  return [
    ...differences(comparable(one), comparable(other), ''),
    ...schedulerDifferences(schedulerMethod(one), schedulerMethod(other)),
    ...spaceDifferences(one.space, other.space),
  ];
}

/**
 * The spec with the choices of a study that began with it, where the space file leaves them open: one from before folds
 * resumes with its validation split, one from before distinct configurations may repeat them, and a warm start is that of
 * the beginning. Stages that have begun stay.
 */
export function withBegun<Spec extends WrittenSpec>(spec: Spec, begun: WrittenSpec): Spec {
  const { folds, ...split } = spec.data.split;
  const data = folds !== 'auto' || begun.data.split.folds !== undefined ? spec.data : { ...spec.data, split };
  const repeats = spec.search.repeats ?? begun.search.repeats ?? true;
  const { warmStart = spec.search.warmStart, stages } = begun.search;
  const kept = { ...(warmStart && { warmStart }), ...(stages && { stages }) };
  return { ...spec, data, search: { ...spec.search, repeats, ...kept } };
}

/** The spec without its space, with the field names of the space file. */
function comparable({
  data,
  model,
  objective,
  objectives,
  where,
  training,
  search,
  initFrom,
}: WrittenSpec): unknown {
  const { backend, ...loop } = training;
  const { trials, budget, scheduler, pruner, stage, stages, ...sampling } = search;
  const { kind, ...split } = data.split;
  // The space says which scalings it searches.
  const { scaling, scalings, ...rest } = data;
  return {
    // A list counts as one value: a split by column differs from one by fractions as a whole.
    data: {
      ...rest,
      ...(scalings === undefined && { scaling }),
      split: kind === 'fractions' ? split : [split],
    },
    model: { [model.kind === 'family' ? 'type' : model.kind]: modelTitle(model) },
    objective: objectives ?? objective,
    ...(where === undefined ? {} : { where }),
    training: loop,
    search: { lookback: defaultLookback, repeats: true, ...sampling },
    ...(initFrom === undefined ? {} : { initFrom }),
  };
}

/** The name alone, in studies of older versions, stands for these settings. */
const formerMedian: MethodSpec = { type: 'median', startupTrials: 5, warmupEpochs: 5 };

function schedulerDifferences(one: MethodSpec, other: MethodSpec): string[] {
  const path = 'search.scheduler';
  if (methodName(one) !== methodName(other)) return [path];
  return differences(withSettings(one), withSettings(other), path);
}

function withSettings(method: MethodSpec): MethodSpec {
  return method === 'median' ? formerMedian : method;
}

/** Paths of unequal values in two JSON documents. A list counts as one value; a field that one side lacks differs. */
function differences(one: unknown, other: unknown, path: string): string[] {
  if (!isRecord(one) || !isRecord(other)) return isSameJson(one, other) ? [] : [path];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].flatMap((key) => differences(one[key], other[key], path === '' ? key : `${path}.${key}`));
}

function isSameJson(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One random stream serves all parameters in turn, so their order decides what each draws. */
function spaceDifferences(one: SearchSpace, other: SearchSpace): string[] {
  const names = new Set([...one, ...other].map(({ name }) => name));
  const fields = [...names].flatMap((name) => parameterDifferences(name, find(one, name), find(other, name)));
  const isReordered = common(one, other).join() !== common(other, one).join();
  return isReordered ? [...fields, 'space (order)'] : fields;
}

function parameterDifferences(name: string, one?: Parameter, other?: Parameter): string[] {
  const path = `space.${name}`;
  if (one === undefined || other === undefined) return [path];
  const when = [
    ...differences(one.when ?? {}, other.when ?? {}, `${path}.when`),
    ...differences(one.prior ?? {}, other.prior ?? {}, `${path}.prior`),
  ];
  const { type } = one.distribution;
  if (type !== other.distribution.type) return [`${path}.type`, ...when];
  if (type === 'fixed') return [...(isSameJson(one.distribution, other.distribution) ? [] : [path]), ...when];
  return [...differences(one.distribution, other.distribution, path), ...when];
}

function find(space: SearchSpace, name: string): Parameter | undefined {
  return space.find((parameter) => parameter.name === name);
}

/** Names of `one` that are also in `other`, in the order of `one`. */
function common(one: SearchSpace, other: SearchSpace): string[] {
  return one.map(({ name }) => name).filter((name) => find(other, name) !== undefined);
}
