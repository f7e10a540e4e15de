import { brokenTarget } from '../study/outputs/target-domain.ts';
import type { FaultList } from './fault-list.ts';
import { placeOfRow, type RawData, type RawTarget } from './raw-data.ts';

type Values = Extract<RawTarget, { kind: 'regression' }>;

/** Tables have refused other numbers already, with their lines. */
export function countsOf(target: Values, raw: RawData, faults: FaultList): Values {
  const broken = target.values.findIndex((value) => brokenTarget(value, { isCount: true }) !== undefined);
  if (broken >= 0) {
    const value = target.values[broken] as number;
    faults.add({
      field: `${target.name} in ${placeOfRow(raw, broken)}`,
      constraint: brokenTarget(value, { isCount: true }) as string,
      value,
    });
  }
  return { ...target, count: true };
}

/** Counts of rare things: whole numbers from 0, most of them small. */
export function likeCounts({ values, form }: Values): boolean {
  if (form !== undefined || values.length === 0) return false;
  let [zeros, small] = [0, 0];
  for (const value of values) {
    if (!(value >= 0 && Number.isInteger(value))) return false;
    if (value === 0) zeros++;
    if (value <= 100) small++;
  }
  return zeros > 0 && small > values.length / 2;
}

/** Names the task that the numbers look like. */
export function countNote({ name, values }: Values, isOneOfSeveral: boolean): string {
  const task = isOneOfSeveral ? `{ "${name}": "count" }` : '"count"';
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  return `${name} looks like a count, whole numbers from 0 to ${largest}: data.task ${task} would train a Poisson regression, which predicts no negative numbers`;
}
