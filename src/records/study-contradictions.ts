import { directionOf, isValidationMetric, validationMetrics } from '../metrics/validation-metric.ts';
import type { Finding } from '../space-file/finding.ts';
import { ownDirections } from '../study/search/own-directions.ts';
import { pipelineContradictions } from './pipeline-contradictions.ts';
import { spaceContradictions } from './space-contradictions.ts';
import type { StudyRecord } from './study-record.ts';

/** Faults of a study's own fields that no schema expresses; paths begin at the study. */
export function studyContradictions({ spec, pipeline }: StudyRecord): Finding[] {
  const ofSpace = spaceContradictions(spec.space).map((finding) => ({
    ...finding,
    path: ['spec', 'space', ...finding.path],
  }));
  return [
    ...ofSpace,
    ...stageFaults(spec),
    ...splitFaults(spec),
    ...directionFaults(spec),
    ...(pipeline === undefined ? [] : pipelineContradictions(pipeline)),
  ];
}

/** Each stage has a space, and begins after the one before. */
function stageFaults({ search: { stages = [] } }: StudyRecord['spec']): Finding[] {
  return stages.flatMap(({ space, from }, index) => {
    const path = ['spec', 'search', 'stages', index];
    const before = stages[index - 1]?.from ?? -1;
    return [
      ...spaceContradictions(space).map((each) => ({ ...each, path: [...path, 'space', ...each.path] })),
      ...(from > before
        ? []
        : [
            {
              path: [...path, 'from'],
              constraint: `must be above that of the stage before (${before})`,
              value: from,
            },
          ]),
    ];
  });
}

function splitFaults({ data: { split } }: StudyRecord['spec']): Finding[] {
  const { kind, folds } = split;
  if (kind !== 'fractions' || folds !== undefined || split.validation + split.test < 1) return [];
  const constraint = `validation (${split.validation}) and test (${split.test}) must add up to less than 1`;
  return [{ path: ['spec', 'data', 'split'], constraint }];
}

/** A validation metric has one direction; metrics of functions, and of other tools, have either. */
function directionFaults({ model, objective: { metric, direction } }: StudyRecord['spec']): Finding[] {
  const isTrained = model.kind === 'family' || model.kind === 'module';
  if (!isTrained) return [];
  const own = ownDirections(model as Parameters<typeof ownDirections>[0])[metric];
  if (!isValidationMetric(metric) && own === undefined) {
    const constraint = `must be one of ${validationMetrics.join(', ')}`;
    return [{ path: ['spec', 'objective', 'metric'], constraint, value: metric }];
  }
  const expected = isValidationMetric(metric) ? directionOf(metric) : own;
  if (direction === expected) return [];
  return [
    {
      path: ['spec', 'objective', 'direction'],
      constraint: `must be ${expected} for ${metric}`,
      value: direction,
    },
  ];
}
