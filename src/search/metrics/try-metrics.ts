import type { Dataset, Task } from '../../data/dataset.ts';
import { toPredictions } from '../../metrics/predictions.ts';
import { moduleFault } from '../../modules/module-fault.ts';
import { askUserModule } from '../../modules/user-module.ts';
import { randomFor } from '../../statistics/random.ts';
import { outputWidth, targetColumns } from '../../study/outputs/task-widths.ts';
import { ownDirections } from '../../study/search/own-directions.ts';
import type { ModelSpec } from '../../study/study-spec.ts';
import type { MetricTrial } from '../../training/models/own-metrics.ts';
import { outputBias } from '../../training/output-bias.ts';

const mostRows = 1000;
/** In logits or deviations: predictions that are all alike would leave a correlation undefined. */
const spread = 0.1;

/**
 * Tries a module's own metrics on validation rows in a separate thread, before any trial runs: on predictions near the
 * base rate. FaultsError where one throws, is async, returns no finite number, or leaves the rows' weights unread.
 */
export async function tryMetrics(model: ModelSpec, directory: string, dataset: Dataset): Promise<void> {
  if (model.kind !== 'module' || Object.keys(ownDirections(model)).length === 0) return;
  const place = { file: model.module, directory, field: 'model.module' };
  const { answer } = await askUserModule(place, trialOf(dataset));
  if (answer !== undefined) {
    throw moduleFault(model.module, 'metric', `must measure the validation rows: ${answer}`);
  }
}

/** The logits of classes, which the model of ordered ones computes from fewer outputs. */
function withoutOrder(task: Task): Task {
  if (task.kind !== 'classification') return task;
  const { ordered: _, ...plain } = task;
  return plain;
}

function trialOf(dataset: Dataset): MetricTrial {
  const { task, splits } = dataset;
  const { y, weight, rows } = splits.validation;
  const count = Math.min(rows, mostRows);
  const bias = outputBias({ splits, task: withoutOrder(task) });
  const random = randomFor('metrics', 'trial');
  const outputs = Float64Array.from(
    { length: count * outputWidth(task) },
    (_, at) => (bias[at % bias.length] as number) + spread * (2 * random.next() - 1),
  );
  return {
    ...{ task, predictions: toPredictions(task, outputs), y: y.slice(0, count * targetColumns(task)) },
    ...(weight && { weight: weight.slice(0, count) }),
  };
}
