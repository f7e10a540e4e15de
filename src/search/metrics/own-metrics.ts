import { didYouMean } from '../../faults/did-you-mean.ts';
import type { Fault } from '../../faults/errors.ts';
import { isValidationMetric } from '../../metrics/validation-metric.ts';
import { type Finding, toFaults } from '../../space-file/finding.ts';
import type { ReadSpace } from '../../space-file/parse-space.ts';
import type { Objective } from '../../study/objective.ts';
import type { OwnDirections } from '../../study/search/own-directions.ts';
import type { WrittenSpec } from '../../study/study-spec.ts';

/** Metrics of a space that are neither built in nor its module's, and directions that the module contradicts. */
export function ownMetricFaults(space: ReadSpace, own: OwnDirections): Fault[] {
  const { objective, objectives, where = {} } = space.spec;
  const findings = (objectives ?? [objective]).flatMap(({ metric }, index): Finding[] => {
    const path = objectives === undefined ? ['objective'] : ['objective', index];
    if (isValidationMetric(metric)) return [];
    const expected = own[metric];
    if (expected === undefined) return [{ path: [...path, 'metric'], ...unknownMetric(metric, own) }];
    const direction = space.written([...path, 'direction'].join('.'));
    if (direction === undefined || direction === expected) return [];
    const constraint = `must be ${expected}, as the module says of ${metric}`;
    return [{ path: [...path, 'direction'], constraint, value: direction, hint: 'it may be left out' }];
  });
  const unknown = Object.keys(where).filter(
    (name) => name !== 'parameters' && !isValidationMetric(name) && own[name] === undefined,
  );
  const ofWhere = unknown.map((name) => ({ path: ['where', name], ...unknownMetric(name, own) }));
  return toFaults([...findings, ...ofWhere], space.file, (path) => space.locate(path.map(String).join('.')));
}

function unknownMetric(metric: string, own: OwnDirections) {
  const names = Object.keys(own);
  const exported = names.length === 0 ? 'the module exports none' : `the module has ${names.join(', ')}`;
  const hint = didYouMean(metric, names);
  const constraint = `must be a built-in metric or one of the module's own (${exported})`;
  return { constraint, value: metric, ...(hint && { hint }) };
}

/** The spec with its module's metrics and their directions. */
export function withOwnMetrics(spec: WrittenSpec, own: OwnDirections): WrittenSpec {
  if (spec.model.kind !== 'module' || Object.keys(own).length === 0) return spec;
  const directed = ({ metric, direction }: Objective) => ({ metric, direction: own[metric] ?? direction });
  const { objective, objectives, model } = spec;
  return {
    ...spec,
    model: { ...model, metrics: own },
    objective: directed(objective),
    ...(objectives && { objectives: objectives.map(directed) }),
  };
}
