import pc from 'picocolors';
import { shownName } from '../../../faults/visible-text.ts';
import type { Goal } from '../../../study/goals/pareto.ts';
import { numberOf } from '../../../study/goals/pareto.ts';
import type { SearchSpace } from '../../../study/search-space.ts';
import type { Trial } from '../../../study/trial.ts';
import { formatCount, formatDuration, formatValue } from '../parts/format.ts';
import { type Column, renderTable } from '../parts/table.ts';

/** The trials of a Pareto front, and what was compared. */
export interface ShownFront {
  readonly goals: readonly Goal[];
  readonly trials: readonly Trial[];
  readonly compared: number;
  readonly of: number;
}

/** The trials that no other one dominates, with the numbers that were compared first. */
export function renderPareto(study: string, space: SearchSpace, front: ShownFront, width: number): string {
  const { goals, trials, compared, of } = front;
  const column = (title: string, rank: number, cell: (trial: Trial) => string): Column => ({
    title,
    rank,
    cells: trials.map(cell),
  });
  const drawn = space.filter(({ distribution }) => distribution.type !== 'fixed');
  const { text, omitted } = renderTable(
    [
      column('trial', 0, ({ trial }) => String(trial)),
      ...goals.map(({ name }) => column(name, 0, (trial) => goalCell(trial, name))),
      ...drawn.map(({ name }) => column(name, 1, ({ config }) => formatValue(config[name]))),
    ],
    width,
  );
  const told = goals.map(({ name, direction }) => `${shownName(name)} ${direction}d`).join(', ');
  const lacking = of - compared;
  return [
    `${pc.bold(shownName(study))}: ${told}`,
    `${trials.length} of ${compared} trials are not dominated: no other is as good in all of these and better in one`,
    ...(lacking > 0 ? [`${lacking} trials lack one of the numbers and are not compared`] : []),
    '',
    text,
    ...(omitted.length === 0 ? [] : [`(left out for want of room: ${omitted.join(', ')})`]),
  ].join('\n');
}

function goalCell(trial: Trial, name: string): string {
  const number = numberOf(trial, name);
  if (number === undefined) return '–';
  if (name === 'parameters') return formatCount(number);
  return name === 'seconds' ? formatDuration(number) : formatValue(number);
}
