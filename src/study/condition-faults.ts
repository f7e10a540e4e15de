import type { Distribution } from './distribution.ts';
import { canTake, isDiscrete, possibleValues } from './distribution-range.ts';
import { circles } from './drawing-order.ts';
import type { Finding } from './finding.ts';
import { didYouMean, nearValue } from './nearest-word.ts';
import type { Parameter, SearchSpace } from './search-space.ts';

/**
 * The faults of every `when`. `parameters` are those that obey the schema; `names` are all that the file has, so that
 * a condition on a faulty parameter is not called unknown.
 */
export function conditionFaults(parameters: SearchSpace, names: readonly string[]): Finding[] {
  const single = parameters.flatMap((parameter) => {
    const awaited = Object.keys(parameter.when ?? {});
    if (parameter.when !== undefined && awaited.length === 0) {
      return [{ path: ['space', parameter.name, 'when'], law: 'must name one parameter at least' }];
    }
    return awaited.flatMap((name) => awaitedFaults(parameter, name, { parameters, names }));
  });
  const circular = circles(parameters).map((circle) => ({
    path: ['space', circle[0] ?? '', 'when'],
    law: `must not go in a circle: ${circle.join(' → ')}`,
  }));
  return [...single, ...circular];
}

interface Sketch {
  readonly parameters: SearchSpace;
  readonly names: readonly string[];
}

function awaitedFaults(parameter: Parameter, awaited: string, { parameters, names }: Sketch): Finding[] {
  const path = ['space', parameter.name, 'when', awaited];
  if (awaited === parameter.name) return [{ path, law: 'must name another parameter' }];
  if (!names.includes(awaited)) {
    const others = names.filter((name) => name !== parameter.name);
    return [{ path, law: 'is not a parameter of this space', hint: didYouMean(awaited, others) }];
  }
  const other = parameters.find(({ name }) => name === awaited);
  return other === undefined ? [] : impossibleValues(parameter, other);
}

function impossibleValues({ name, when }: Parameter, other: Parameter): Finding[] {
  const { distribution } = other;
  const path = ['space', name, 'when', other.name];
  if (!isDiscrete(distribution)) {
    return [{ path, law: 'must name a parameter with separate values', hint: `${other.name} is continuous` }];
  }
  const possible = possibleValues(distribution) ?? [];
  const law = `must be a value that ${other.name} can take: ${describeValues(distribution)}`;
  return (when?.[other.name] ?? [])
    .filter((value) => !canTake(distribution, value))
    .map((value) => ({ path, law, value, hint: nearValue(value, possible) }));
}

function describeValues(distribution: Distribution): string {
  const values = possibleValues(distribution, 12);
  if (values !== undefined && values.length <= 12) return values.join(', ');
  if (!('min' in distribution)) return `one of its ${values?.length} values`;
  const step = 'step' in distribution ? ` in steps of ${distribution.step}` : '';
  const numbers = distribution.type === 'uniform' ? 'numbers' : 'whole numbers';
  return `${numbers} from ${distribution.min} to ${distribution.max}${step}`;
}
