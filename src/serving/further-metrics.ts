import { didYouMean } from '../faults/did-you-mean.ts';
import { UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import type { OwnMetric } from '../metrics/own-metric.ts';
import { metricNames } from '../metrics/task-metrics.ts';
import { splitless } from '../metrics/validation-metric.ts';
import type { Objective } from '../study/objective.ts';
import { taskTitle } from '../study/outputs/task-title.ts';
import type { Task } from '../study/pipeline.ts';

/**
 * The additional metrics of an evaluation: the requested ones, else the objective's and those of the module. UsageError
 * for a metric that the task does not have.
 */
export function furtherMetrics(
  task: Task,
  asked: readonly string[] | 'all' | undefined,
  objective: Objective | undefined,
  own: readonly OwnMetric[] = [],
): readonly string[] {
  const ofModule = own.map(({ name }) => name);
  const known = [...metricNames(task), ...ofModule];
  if (asked === 'all') return known;
  if (asked === undefined) {
    return [...(objective === undefined ? [] : [splitless(objective.metric)]), ...ofModule];
  }
  const unknown = asked.find((name) => !known.includes(name));
  if (unknown === undefined) return asked;
  const shown = known.length > 20 ? `${known.slice(0, 20).join(', ')}, …` : known.join(', ');
  const hint = didYouMean(unknown, known) ?? `known: ${shown}`;
  throw new UsageError(
    message`${option('metrics')}: must be metrics of ${taskTitle(task)}, and not '${unknown}' (${hint})`,
  );
}
