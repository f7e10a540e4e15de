import pc from 'picocolors';
import { type Scale, scaleOf } from '../../../plots/axes/scale.ts';
import { counted } from '../../../reports/figure.ts';
import { isBetter, type Objective } from '../../../study/objective.ts';
import type { Trial } from '../../../study/trial.ts';
import { formatNumber } from '../parts/format.ts';
import { wrapLine } from '../parts/wrap-line.ts';
import { chartLines, narrowestChart, type Plane } from './chart.ts';

export type HistoryTrial = Pick<Trial, 'trial' | 'value' | 'state' | 'infeasible'>;

interface Point {
  readonly trial: number;
  readonly value: number;
}

const rows = 14;
const mostBullets = 200;
/** Values farther behind the middle half than this many times its height would flatten all others. */
const farthest = 4;

/**
 * The values of all trials by number as dots, and the best so far as a line. Trials that have no value are counted in the
 * last line, as are those that lie beyond the axis; they are drawn at its end.
 */
export function historyPlot(
  trials: readonly HistoryTrial[],
  { metric, direction }: Objective,
  width: number,
): string[] {
  const points = trials.flatMap(({ trial, value }) => (value === null ? [] : [{ trial, value }]));
  if (points.length < 2 || width < narrowestChart) return [];
  const steps = bestSoFar(trials, direction);
  const y = visibleScale(points, direction);
  const last = trials.at(-1)?.trial ?? 1;
  const best = steps.at(-1);
  return [
    pc.bold(`${metric} by trial${y.kind === 'log' ? ', on a logarithmic axis' : ''}`),
    ...chartLines({
      ...{ x: { kind: 'linear', min: points[0]?.trial ?? 0, max: last }, xName: 'trial', y, rows, width },
      labels:
        best === undefined ? [] : [{ at: best.value, text: formatNumber(best.value), paint: pc.yellow }],
      draw: (plane) => {
        for (const point of points) drawPoint(plane, point, points.length);
        drawSteps(plane, steps, last);
      },
    }),
    ...wrapLine(noteOf(trials, points, y), width),
  ];
}

/** The trials that were the best of those up to them; without ones that break a constraint. */
function bestSoFar(trials: readonly HistoryTrial[], direction: Objective['direction']): Point[] {
  const steps: Point[] = [];
  for (const { trial, value, state, infeasible } of trials) {
    if (value === null || state !== 'complete' || infeasible) continue;
    const best = steps.at(-1);
    if (best === undefined || isBetter(direction, value, best.value)) steps.push({ trial, value });
  }
  return steps;
}

/** A linear axis ends before values that lie far from all others on the worse side. */
function visibleScale(points: readonly Point[], direction: Objective['direction']): Scale {
  const sorted = points.map(({ value }) => value).sort((one, other) => one - other);
  const scale = scaleOf(sorted);
  if (scale.kind === 'log') return scale;
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] as number;
  const reach = farthest * (at(0.75) - at(0.25));
  if (reach === 0) return scale;
  if (direction === 'minimize') return { ...scale, max: Math.min(scale.max, at(0.75) + reach) };
  return { ...scale, min: Math.max(scale.min, at(0.25) - reach) };
}

/** A bullet while they are few; beyond that, Braille dots, of which eight have room in a character. */
function drawPoint({ canvas, dotOf }: Plane, { trial, value }: Point, count: number): void {
  const dot = dotOf(trial, value);
  if (count > mostBullets) canvas.dot(...dot, pc.blue);
  else canvas.write(...canvas.cellOf(dot), '•', pc.blue);
}

/** Horizontal to the next better trial, then down or up to it. */
function drawSteps({ canvas, dotOf }: Plane, steps: readonly Point[], last: number): void {
  const cellOf = ({ trial, value }: Point) => {
    const [column, row] = canvas.cellOf(dotOf(trial, value));
    return { column, row };
  };
  const put = (column: number, row: number, character: string) =>
    canvas.write(column, row, character, pc.yellow);
  for (const [place, step] of steps.entries()) {
    const next = steps[place + 1];
    const { column, row } = cellOf(step);
    const end = cellOf(next ?? { ...step, trial: last });
    for (let at = column; at <= end.column; at++) put(at, row, '─');
    if (next === undefined || end.row === row) continue;
    const isDown = end.row > row;
    put(end.column, row, isDown ? '┐' : '┘');
    const [top, bottom] = isDown ? [row, end.row] : [end.row, row];
    for (let at = top + 1; at < bottom; at++) put(end.column, at, '│');
  }
  for (const [place, step] of steps.entries()) {
    const before = steps[place - 1];
    const { column, row } = cellOf(step);
    if (before === undefined || cellOf(before).row === row) continue;
    put(column, row, row > cellOf(before).row ? '└' : '┌');
  }
}

function noteOf(trials: readonly HistoryTrial[], points: readonly Point[], { min, max }: Scale): string {
  const beyond = points.filter(({ value }) => value < min || value > max).length;
  const parts = [
    `${points.length} of ${counted(trials.length, 'trial')} drawn; the line is the best so far`,
    ...(beyond > 0 ? [`${beyond} beyond the axis, at its end`] : []),
    ...(['failed', 'running', 'waiting'] as const).flatMap((state) => {
      const count = trials.filter((each) => each.state === state).length;
      return count > 0 ? [`${count} ${state}`] : [];
    }),
  ];
  return parts.join('; ');
}
