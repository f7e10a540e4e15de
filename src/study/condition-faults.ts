import type { Distribution } from './distribution.ts';
import { canTake, isDiscrete, possibleValues } from './distribution-range.ts';
import { circles } from './drawing-order.ts';
import type { FaultList } from './fault-list.ts';
import { didYouMean } from './nearest-word.ts';
import type { Parameter } from './search-space.ts';

/**
 * Adds the faults of every `when`. `parameters` are those that obey the schema; `names` are all that the file has, so
 * that a condition on a faulty parameter is not called unknown.
 */
export function addConditionFaults(
  parameters: readonly Parameter[],
  names: readonly string[],
  faults: FaultList,
): void {
  for (const parameter of parameters) {
    const { name, when } = parameter;
    if (when === undefined) continue;
    if (Object.keys(when).length === 0)
      faults.add(['space', name, 'when'], 'must name one parameter at least');
    for (const awaited of Object.keys(when)) {
      const other = parameters.find((candidate) => candidate.name === awaited);
      if (awaited === name) {
        faults.addField(['space', name, 'when', awaited], 'must name another parameter');
      } else if (!names.includes(awaited)) {
        addUnknown(name, awaited, names, faults);
      } else if (other !== undefined) {
        addValueFaults(parameter, other, faults);
      }
    }
  }
  for (const circle of circles(parameters)) {
    faults.addField(['space', circle[0] ?? '', 'when'], `must not go in a circle: ${circle.join(' → ')}`);
  }
}

function addUnknown(name: string, awaited: string, names: readonly string[], faults: FaultList): void {
  const others = names.filter((candidate) => candidate !== name);
  const law = 'is not a parameter of this space';
  faults.addField(['space', name, 'when', awaited], law, didYouMean(awaited, others));
}

function addValueFaults({ name, when }: Parameter, other: Parameter, faults: FaultList): void {
  const path = ['space', name, 'when', other.name];
  if (!isDiscrete(other.distribution)) {
    faults.addField(path, 'must name a parameter with separate values', `${other.name} is continuous`);
    return;
  }
  const values = when?.[other.name] ?? [];
  for (const value of values) {
    if (canTake(other.distribution, value)) continue;
    const words = (possibleValues(other.distribution) ?? []).map(String);
    const law = `must be a value that ${other.name} can take: ${describeValues(other.distribution)}`;
    faults.addValue(path, value, law, didYouMean(value, words));
  }
}

function describeValues(distribution: Distribution): string {
  const values = possibleValues(distribution, 12);
  if (values !== undefined && values.length <= 12) return values.join(', ');
  if (!('min' in distribution)) return `one of its ${values?.length} values`;
  const step = 'step' in distribution ? ` in steps of ${distribution.step}` : '';
  const numbers = distribution.type === 'uniform' ? 'numbers' : 'whole numbers';
  return `${numbers} from ${distribution.min} to ${distribution.max}${step}`;
}
