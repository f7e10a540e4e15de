import { hasHumanValue } from '../../annotation/score.ts';
import { readableMetric } from '../../metrics/human-baseline.ts';
import { splitless } from '../../metrics/validation-metric.ts';
import { dividedMetric } from '../../study/outputs/part-name.ts';
import type { SingleTask } from '../../study/pipeline.ts';
import type { StudySpec } from '../../study/study-spec.ts';

/** The metric of the human baseline. */
interface AskedMetric {
  readonly metric: ReturnType<typeof readableMetric>;
  /** The same of the asked target alone, of which answers are scored. */
  readonly name: string;
  /** Why answers have no value of it; absent where they have. */
  readonly reason?: string;
}

/** The metric of the objective; `target` is the name of the asked one of several targets. */
export function askedMetric(
  { objective }: Pick<StudySpec, 'objective'>,
  task: SingleTask,
  target: string | undefined,
): AskedMetric {
  if (target === undefined) {
    const metric = readableMetric(objective, task);
    return withReason(metric, splitless(metric), task);
  }
  const { metric: whole, part } = dividedMetric(objective.metric);
  const metric = readableMetric(objective, task);
  if (part === target) return withReason(metric, splitless(whole), task);
  const reason = `the objective's ${splitless(objective.metric)} is not of ${target} alone, as valAccuracy.${target} would be`;
  return { metric, name: splitless(whole), reason };
}

function withReason(metric: AskedMetric['metric'], name: string, task: SingleTask): AskedMetric {
  if (hasHumanValue(task.kind, name)) return { metric, name };
  const answers = task.kind === 'classification' ? 'classes without probabilities' : 'numbers';
  return {
    metric,
    name,
    reason: `the objective's ${name} has no human value: answers are single ${answers}`,
  };
}
