import { formatNumber } from '../../metrics/number-format.ts';
import type { Value } from '../../study/distribution.ts';
import { missingInteger, originCodes, stateCodes, type TrialColumns } from '../columns/trial-columns.ts';
import type { Axis, StudyHead } from '../study-head.ts';

/** One fact of every trial: a number, or a text. */
export interface TrialFact {
  readonly name: string;
  /** Its name for readers. */
  readonly label: string;
  readonly kind: 'number' | 'text' | 'moment' | 'duration';
  /** NaN where the trial at this place lacks it; the place of a choice in its order for texts. */
  number(place: number): number;
  /** The text of the trial at a place; empty where the trial lacks it. */
  text?(place: number): string;
}

/** Everything that the columns know of a trial, in the order in which a table shows it. */
export function trialFacts(head: StudyHead, trials: TrialColumns): readonly TrialFact[] {
  const number = (name: string, label: string, column: ArrayLike<number>, missing?: number): TrialFact => ({
    name,
    label,
    kind: 'number',
    number: (place) => {
      const value = column[place] as number;
      return value === missing ? Number.NaN : value;
    },
  });
  const coded = (
    name: string,
    column: ArrayLike<number>,
    texts: readonly string[],
    first = 0,
  ): TrialFact => ({
    name,
    label: name,
    kind: 'text',
    number: (place) => (column[place] as number) - first,
    text: (place) => texts[(column[place] as number) - first] ?? '',
  });
  const metrics = Object.entries(trials.metrics).filter(([name]) => name !== head.objective.metric);
  return [
    number('trial', 'trial', trials.trial),
    coded('state', trials.state, stateCodes),
    number('value', head.objective.metric, trials.value),
    ...metrics.map(([name, column]) => number(name, name, column)),
    ...head.axes.map((axis) => axisFact(axis, trials.parameters[axis.name])),
    number('epochs', 'epochs', trials.epochs),
    number('bestEpoch', 'best epoch', trials.bestEpoch),
    number('size', 'size', trials.parameterCount),
    { ...number('seconds', 'time', trials.seconds), kind: 'duration' },
    { ...number('start', 'start', trials.startedAt), kind: 'moment' },
    { ...number('end', 'end', trials.endedAt), kind: 'moment' },
    coded('origin', trials.origin, originCodes),
    number('parent', 'parent', trials.parent, missingInteger),
    coded('failure', trials.failure, head.failures, 1),
  ];
}

function axisFact(axis: Axis, column: ArrayLike<number> = []): TrialFact {
  const { name, kind, values } = axis;
  const number = (place: number) => column[place] ?? Number.NaN;
  if (kind === 'number') return { name, label: name, kind: 'number', number };
  return { name, label: name, kind: 'text', number, text: (place) => choiceText(values[number(place)]) };
}

function choiceText(value: Value | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'number' ? formatNumber(value) : String(value);
}
