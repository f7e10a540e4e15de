import type { Dataset, Task } from '../data/dataset.ts';
import { didYouMean } from '../faults/did-you-mean.ts';
import { type Fault, FaultsError } from '../faults/errors.ts';
import { baselineFault, readableMetric } from '../metrics/human-baseline.ts';
import { metricsOfTask } from '../metrics/validation-metric.ts';
import type { ReadSpace } from '../space-file/parse-space.ts';
import { possibleValues } from '../study/distribution-range.ts';
import { partsOfScore } from '../study/human-score.ts';
import { sharedColumn } from '../study/outputs/predicted-names.ts';
import { partsOf } from '../study/outputs/task-parts.ts';
import { ownDirections } from '../study/search/own-directions.ts';
import type { WrittenSpec } from '../study/study-spec.ts';
import { taskNameOf } from '../study/task/task-name.ts';

type TaskFault = Pick<Fault, 'field' | 'constraint' | 'value' | 'hint'>;

/** Throws a FaultsError of all fields that do not go with the task, which is known only from the data. */
export function checkTask(
  spec: WrittenSpec,
  { task, folds }: Pick<Dataset, 'task' | 'folds'>,
  { file, locate }: Pick<ReadSpace, 'file' | 'locate'>,
): void {
  const faults = [
    ...[
      metricFaults,
      whereFaults,
      baselineFaultOf,
      classWeightsFault,
      thresholdFault,
      columnFault,
    ].flatMap<TaskFault>((find) => find(spec, task) ?? []),
    ...finalFault(spec, folds),
  ];
  if (faults.length === 0) return;
  throw new FaultsError(faults.map((fault) => ({ file, ...fault, ...locate(fault.field) })));
}

/** Throws a FaultsError if the space smooths the labels of a built-in family whose targets are all numbers. */
export function checkLabelSmoothing(
  { model, space }: Pick<WrittenSpec, 'model' | 'space'>,
  { task }: Pick<Dataset, 'task'>,
  { file, locate }: Pick<ReadSpace, 'file' | 'locate'>,
): void {
  const smoothed = space.find(({ name }) => name === 'labelSmoothing');
  if (model.kind !== 'family' || smoothed === undefined) return;
  if (partsOf(task).some((part) => part.task.kind !== 'regression')) return;
  if (possibleValues(smoothed.distribution)?.every((value) => value === 0)) return;
  const field = 'space.labelSmoothing';
  const constraint = 'must be left out: it smooths classes and labels, and each target is a number';
  throw new FaultsError([{ file, field, constraint, ...locate(field) }]);
}

function metricFaults({ objective, objectives, data, model }: WrittenSpec, task: Task): TaskFault[] {
  const known = metricsOfTask(task);
  const constraint = `must be one of ${brief(known)}, for the task is ${taskNameOf(task)} (source ${data.source})`;
  return (objectives ?? [objective]).flatMap(({ metric }, index) => {
    if (known.includes(metric) || Object.hasOwn(ownDirections(model), metric)) return [];
    const field = objectives === undefined ? 'objective.metric' : `objective.${index}.metric`;
    return [{ field, constraint, value: metric }];
  });
}

/** The metrics of several targets are many. */
function brief(names: readonly string[]): string {
  return names.length > 25 ? `${names.slice(0, 25).join(', ')}, …` : names.join(', ');
}

function whereFaults({ where = {}, model }: WrittenSpec, task: Task): TaskFault[] {
  const known = ['parameters', ...metricsOfTask(task), ...Object.keys(ownDirections(model))];
  const constraint = `must be one of ${brief(known)}, for the task is ${taskNameOf(task)}`;
  return Object.keys(where).flatMap((name) => {
    const hint = didYouMean(name, known);
    return known.includes(name) ? [] : [{ field: `where.${name}`, constraint, ...(hint && { hint }) }];
  });
}

function baselineFaultOf({ humanBaseline, objective }: WrittenSpec, task: Task): TaskFault | undefined {
  if (humanBaseline === undefined) return undefined;
  const fault = baselineFault({
    metric: readableMetric(objective, task),
    ...partsOfScore(humanBaseline),
  });
  return fault && { field: 'humanBaseline', ...fault, value: humanBaseline };
}

function classWeightsFault({ data: { classWeights } }: WrittenSpec, task: Task): TaskFault | undefined {
  const field = 'data.classWeights';
  if (classWeights === undefined) return undefined;
  if (task.kind !== 'classification') {
    return { field, constraint: `must go with a classification, and the task is ${taskNameOf(task)}` };
  }
  if (classWeights === 'balanced') return undefined;
  const { classes } = task;
  const unknown = Object.keys(classWeights).find((name) => !classes.includes(name));
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, classes) ?? `the classes are ${classes.slice(0, 10).join(', ')}`;
    return { field, constraint: 'must name classes of the target', value: unknown, hint };
  }
  if (classes.some((name) => (classWeights[name] ?? 1) > 0)) return undefined;
  return { field, constraint: 'must give some class a weight above 0', value: classWeights };
}

/** Columns of predictions are named by the target, and those of probabilities by the class besides. */
function columnFault(_: WrittenSpec, task: Task): TaskFault | undefined {
  const shared = sharedColumn(task);
  if (shared === undefined) return undefined;
  const { column, targets } = shared;
  const constraint = `must name targets whose predictions have columns of their own: ${targets.join(' and ')} would both have ${column}`;
  return { field: 'data.target', constraint, hint: 'give one of them another name' };
}

function finalFault({ training: { final } }: WrittenSpec, folds: Dataset['folds']): TaskFault[] {
  if (final !== 'refit' || folds !== undefined) return [];
  const constraint =
    'must be bag, or go with folds (data.split.folds), and one validation split judges the trials';
  return [{ field: 'training.final', constraint, value: final }];
}

function thresholdFault({ training: { threshold } }: WrittenSpec, task: Task): TaskFault | undefined {
  if (threshold === undefined) return undefined;
  if (task.kind === 'classification' && task.classes.length === 2) return undefined;
  const found =
    task.kind === 'classification' ? `there are ${task.classes.length}` : `the task is ${taskNameOf(task)}`;
  return {
    field: 'training.threshold',
    constraint: `must go with two classes, and ${found}`,
    value: threshold,
  };
}
