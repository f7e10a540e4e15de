import { didYouMean, nearValue } from '../faults/did-you-mean.ts';
import type { Distribution } from '../study/distribution.ts';
import { canTake, isDiscrete, possibleValues } from '../study/distribution-range.ts';
import { circles } from '../study/drawing-order.ts';
import type { Parameter, SearchSpace } from '../study/search-space.ts';
import type { Finding } from './finding.ts';

/**
 * The faults of every `when`. `parameters` are those that obey the schema; `names` are all names in the file, so that a
 * condition on a faulty parameter is not reported as unknown.
 */
export function conditionFaults(parameters: SearchSpace, names: readonly string[]): Finding[] {
  const sketch = {
    byName: new Map(parameters.map((each) => [each.name, each])),
    names: new Set(names),
    hints: mostHints,
  };
  const single = parameters.flatMap((parameter) => {
    const awaited = Object.keys(parameter.when ?? {});
    if (parameter.when !== undefined && awaited.length === 0) {
      return [{ path: ['space', parameter.name, 'when'], constraint: 'must name one parameter at least' }];
    }
    return awaited.flatMap((name) => awaitedFaults(parameter, name, sketch));
  });
  const circular = circles(parameters).map((circle) => ({
    path: ['space', circle[0] ?? '', 'when'],
    constraint: `must not go in a circle: ${circle.join(' → ')}`,
  }));
  return [...single, ...circular];
}

/** Each hint searches all names for a similar one. No message shows more faults than this. */
const mostHints = 100;

interface Sketch {
  readonly byName: ReadonlyMap<string, Parameter>;
  readonly names: ReadonlySet<string>;
  /** The number of hints that may still be searched for. */
  hints: number;
}

function awaitedFaults(parameter: Parameter, awaited: string, sketch: Sketch): Finding[] {
  const { byName, names } = sketch;
  const path = ['space', parameter.name, 'when', awaited];
  if (awaited === parameter.name) return [{ path, constraint: 'must name another parameter' }];
  if (!names.has(awaited)) {
    const others = sketch.hints-- > 0 ? [...names].filter((name) => name !== parameter.name) : [];
    return [{ path, constraint: 'is not a parameter of this space', hint: didYouMean(awaited, others) }];
  }
  const other = byName.get(awaited);
  return other === undefined ? [] : impossibleValues(parameter, other, sketch);
}

function impossibleValues({ name, when }: Parameter, other: Parameter, sketch: Sketch): Finding[] {
  const { distribution } = other;
  const path = ['space', name, 'when', other.name];
  if (!isDiscrete(distribution)) {
    return [
      { path, constraint: 'must name a parameter with separate values', hint: `${other.name} is continuous` },
    ];
  }
  const wanted = when?.[other.name] ?? [];
  const listed = wanted.length > 1 ? possibleValues(distribution) : undefined;
  const known = listed && new Set(listed);
  // A parameter without any value has a fault of its own.
  if (possibleValues(distribution, 1)?.length === 0) return [];
  const impossible = wanted.filter((value) => !(known?.has(value) ?? canTake(distribution, value)));
  if (impossible.length === 0) return [];
  const possible = possibleValues(distribution) ?? [];
  const constraint = `must be a value that ${other.name} can take: ${describeValues(distribution)}`;
  return impossible.map((value) => {
    const hint = sketch.hints-- > 0 ? nearValue(value, possible) : undefined;
    return { path, constraint, value, hint };
  });
}

function describeValues(distribution: Distribution): string {
  const values = possibleValues(distribution, 12);
  if (values !== undefined && values.length <= 12) return values.join(', ');
  if (!('min' in distribution)) return `one of its ${values?.length} values`;
  const step = 'step' in distribution ? ` in steps of ${distribution.step}` : '';
  const numbers = distribution.type === 'uniform' ? 'numbers' : 'whole numbers';
  return `${numbers} from ${distribution.min} to ${distribution.max}${step}`;
}
