import { directionOf, isValidationMetric } from '../metrics/validation-metric.ts';
import { checkConfiguration } from '../study/check-configuration.ts';
import type { Distribution } from '../study/distribution.ts';
import { extentOf, possibleValues } from '../study/distribution-range.ts';
import { drawingOrder } from '../study/drawing-order.ts';
import { completeInitFrom } from '../study/initial-weights.ts';
import type { Objective } from '../study/objective.ts';
import type { Scaling } from '../study/scaling.ts';
import type { Parameter, SearchSpace } from '../study/search-space.ts';
import { scalingParameter } from '../study/searched/column-selection.ts';
import { imageSizeParameter } from '../study/searched/image-size.ts';
import {
  type DataSpec,
  defaultSplit,
  type ModelSpec,
  noData,
  type SplitSpec,
  type WrittenSpec,
} from '../study/study-spec.ts';
import { defaultScaling } from './data/any-source.ts';
import { completeColumns } from './data/columns-schema.ts';
import { completeSequence } from './data/complete-sequence.ts';
import { completeWindow } from './data/complete-window.ts';
import type { ParameterEntry } from './distribution-schema.ts';
import { defaultFamily, trainingLength } from './section-schemas.ts';
import { completeBudget } from './sections/budget-schema.ts';
import { defaultTraining, type FunctionFile, type SpaceFile } from './space-schema.ts';

/** The spec of a file in which no fault was found: every default filled in, deeply frozen. */
export function completeSpec(file: SpaceFile, defaultName: string): WrittenSpec {
  const { name = defaultName, objective, where, search, humanBaseline, initFrom, baselines } = file;
  const space = completeSpace(file.space);
  return deepFreeze({
    name,
    data: withLargestSize({ ...completeData(file.data, space), ...searchedScalings(space) }, space),
    model: completeModel(file.model),
    space,
    ...completeObjectives(
      [objective].flat().map(({ metric, direction = 'minimize' }) => ({
        metric,
        // That of a module's own metric is completed once the module is known.
        direction: isValidationMetric(metric) ? directionOf(metric) : direction,
      })),
    ),
    ...(where && Object.keys(where).length > 0 && { where }),
    training: completeTraining(file),
    search: completeSearch(search, space),
    ...(humanBaseline === undefined ? {} : { humanBaseline }),
    ...(initFrom === undefined ? {} : { initFrom: completeInitFrom(initFrom) }),
    ...(baselines === false ? { baselines } : {}),
  });
}

/** A bag has no field of its own, as in studies of older versions. */
function completeTraining({ model, training }: SpaceFile): WrittenSpec['training'] {
  const { final, ...rest } = training;
  return { ...rest, ...trainingLength(model?.type, training), ...(final === 'refit' && { final }) };
}

/** Like `completeSpec`, for a study whose trials call a function. */
export function completeFunctionSpec(file: FunctionFile, defaultName: string): WrittenSpec {
  const { name = defaultName, model, objective, where, training, search } = file;
  const space = completeSpace(file.space);
  return deepFreeze({
    name,
    data: noData,
    model: { kind: 'objective', module: model.objective },
    space,
    ...completeObjectives([objective].flat()),
    ...(where && Object.keys(where).length > 0 && { where }),
    training: { ...defaultTraining, ...training },
    search: completeSearch(search, space),
  });
}

/** The first objective ranks; a single one is not repeated in a list. */
function completeObjectives(
  objectives: readonly Objective[],
): Pick<WrittenSpec, 'objective'> & Partial<Pick<WrittenSpec, 'objectives'>> {
  const [objective] = objectives;
  if (objective === undefined) throw new Error('a space file has an objective');
  return objectives.length === 1 ? { objective } : { objective, objectives };
}

function completeSearch(
  { budget, enqueue, ...search }: SpaceFile['search'],
  space: SearchSpace,
): WrittenSpec['search'] {
  const known = enqueue?.map((given) => checkConfiguration(space, given, { isPartial: true }).config);
  return {
    ...search,
    ...(budget && { budget: completeBudget(budget) }),
    ...(known && known.length > 0 && { enqueue: known }),
  };
}

/** Images of a folder or a table, whose size the space searches, are read in the largest of these sizes. */
function withLargestSize(data: DataSpec, space: SearchSpace): DataSpec {
  const searched = space.find(({ name }) => name === imageSizeParameter)?.distribution;
  if (searched === undefined || data.source !== 'images' || data.size !== undefined) return data;
  const values = possibleValues(searched) ?? [];
  const largest = Math.max(...values.map(Number), extentOf(searched)?.max ?? 0);
  return Number.isFinite(largest) && largest > 0 ? { ...data, size: [largest, largest] } : data;
}

/** The scalings of numbers that trials may have. */
function searchedScalings(space: SearchSpace): Pick<DataSpec, 'scaling' | 'scalings'> | undefined {
  const searched = space.find(({ name }) => name === scalingParameter)?.distribution;
  if (searched?.type === 'fixed') return { scaling: searched.value as Scaling };
  if (searched?.type !== 'choice') return undefined;
  const scalings = searched.values as readonly Scaling[];
  return { scaling: scalings[0] as Scaling, scalings };
}

function completeSpace(space: SpaceFile['space']): SearchSpace {
  return drawingOrder(Object.entries(space).map(([key, entry]) => completeParameter(key, entry)));
}

/** A bare value becomes a fixed distribution, a bare condition a list of one. */
export function completeParameter(name: string, entry: ParameterEntry): Parameter {
  if (typeof entry !== 'object') return { name, distribution: { type: 'fixed', value: entry } };
  const { when, ...others } = entry;
  const { prior, ...rest } = { prior: undefined, ...others };
  const distribution: Distribution = rest;
  const parameter = { name, distribution, ...(prior && { prior }) };
  if (when === undefined) return parameter;
  const listed = Object.entries(when).map(([key, values]) => [
    key,
    Array.isArray(values) ? values : [values],
  ]);
  return { ...parameter, when: Object.fromEntries(listed) };
}

function completeData(data: SpaceFile['data'], space: SearchSpace): DataSpec {
  if (typeof data !== 'string') {
    const { columns, window, sequence, ...rest } = {
      ...{ columns: undefined, window: undefined, sequence: undefined },
      ...data,
    };
    const isAssigned = 'path' in data && typeof data.path === 'object' && !Array.isArray(data.path);
    return {
      ...rest,
      ...singleTarget(data),
      ...(columns && { columns: completeColumns(columns) }),
      ...completeSequence(sequence, data.split.time),
      ...completeWindow(window, space, { split: completeSplit(data.split), isAssigned }),
    };
  }
  return { source: data, exclude: [], split: completeSplit({}), scaling: defaultScaling };
}

/** A list of one target is that target. */
function singleTarget(data: Exclude<SpaceFile['data'], string>): Pick<DataSpec, 'target'> {
  const names = 'target' in data && Array.isArray(data.target) ? data.target : [];
  const [only] = names;
  return only !== undefined && names.length === 1 ? { target: only } : {};
}

/** The number of rows decides between folds and a validation split where neither is asked for. */
function completeSplit({ column, test, ...given }: Exclude<SpaceFile['data'], string>['split']): SplitSpec {
  const rest = given.validation === undefined ? { folds: 'auto' as const, ...given } : given;
  if (column !== undefined) return { kind: 'column', column, ...rest };
  const stratify = rest.time === undefined;
  return { kind: 'fractions', ...defaultSplit, stratify, ...rest, ...(test === undefined ? {} : { test }) };
}

function completeModel({ type = defaultFamily, module }: SpaceFile['model'] & object = {}): ModelSpec {
  return module === undefined ? { kind: 'family', family: type } : { kind: 'module', module };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}
