import pc from 'picocolors';
import { extentOf, scaleOf } from '../../../plots/axes/scale.ts';
import type { EpochRecord } from '../../../study/trial.ts';
import { chartLines, narrowestChart, type Plane } from './chart.ts';

const rows = 12;
/** Every third dot of a second curve is drawn, so that it differs without colours. */
const sparse = 3;

interface Curve {
  readonly name: string;
  readonly points: readonly (readonly [epoch: number, value: number])[];
  readonly every: number;
  readonly paint: (text: string) => string;
}

/** The objective's metric by epoch, and that of training beside it; no line where two epochs do not have it. */
export function curvePlot(
  history: readonly EpochRecord[],
  metric: string,
  bestEpoch: number | null,
  width: number,
): string[] {
  const curves = [
    curveOf(history, metric, 1, pc.yellow),
    curveOf(history, trainedName(metric), sparse, pc.blue),
  ].filter(({ points }) => points.length > 1);
  if (curves[0]?.name !== metric || width < narrowestChart) return [];
  const y = scaleOf(curves.flatMap(({ points }) => points.map(([, value]) => value)));
  const epochs = curves.flatMap(({ points }) => points.map(([epoch]) => epoch));
  const { min, max } = extentOf(epochs);
  const mark = bestEpoch !== null && bestEpoch >= min && bestEpoch <= max ? bestEpoch : undefined;
  const xName = mark === undefined ? 'epoch' : `epoch (▲ the best: ${mark})`;
  return [
    pc.bold(`${metric} by epoch${y.kind === 'log' ? ', on a logarithmic axis' : ''}`),
    ...chartLines({
      ...{ x: { kind: 'linear', min, max }, xName, mark, y, rows, width },
      labels: curves.map(({ name, points, paint }) => ({ at: points.at(-1)?.[1] ?? 0, text: name, paint })),
      draw: (plane) => {
        for (const curve of curves.toReversed()) drawCurve(plane, curve);
      },
    }),
  ];
}

/** An epoch records the metric of its training steps without the prefix: loss beside valLoss. */
function trainedName(metric: string): string {
  const [, first = '', rest = ''] = /^val([A-Z])(.*)$/.exec(metric) ?? [];
  return first.toLowerCase() + rest;
}

function curveOf(
  history: readonly EpochRecord[],
  name: string,
  every: number,
  paint: (text: string) => string,
): Curve {
  const points = history.flatMap(({ epoch, metrics }) => {
    const value = metrics[name];
    return value === undefined ? [] : [[epoch, value] as const];
  });
  return { name, points, every, paint };
}

function drawCurve({ canvas, dotOf }: Plane, { points, every, paint }: Curve): void {
  for (const [place, [epoch, value]] of points.entries()) {
    const before = points[place - 1];
    if (before !== undefined) canvas.line(dotOf(...before), dotOf(epoch, value), every, paint);
  }
}
