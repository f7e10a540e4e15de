import type { Palette } from '../palette.ts';
import { chosen, type PictureSettings } from '../picture.ts';
import { remembered } from '../remembered.ts';
import type { StudyView } from '../study-view.ts';
import { type LocalField, localField } from '../summaries/local-field.ts';
import type { Layer } from './chart.ts';
import { type ParameterAxis, parameterAxis, parameterNames } from './parameter-axis.ts';
import { type Box, boxes, label } from './shapes.ts';
import { type ValueAxis, valueAxis, valueText } from './value-axis.ts';

/** Darker cells are better; this many shades. */
const shades = 8;

/** The objective over two parameters. */
export interface Surface {
  readonly x: ParameterAxis;
  readonly y: ParameterAxis;
  readonly value: ValueAxis;
  /** A field of shares from 0, the worst value of the axis, to 1, the best. */
  readonly field: LocalField;
}

/** The surface over the parameters that the settings `x` and `y` name. */
export function surfaceOf(view: StudyView, settings: PictureSettings): Surface {
  return remembered([view], `surface ${JSON.stringify(settings)}`, () => makeSurface(view, settings));
}

function makeSurface(view: StudyView, settings: PictureSettings): Surface {
  const names = parameterNames(view);
  const first = chosen(settings, 'x', names);
  const others = names.filter((name) => name !== first);
  const x = parameterAxis(view, first);
  const y = parameterAxis(view, chosen(settings, 'y', others), 'up');
  const value = valueAxis(view, settings);
  const [across, up] = [cellsOf(x, 96, view), cellsOf(y, 64, view)];
  const all = [...view.trials.value].flatMap((each, place) => {
    const [left, top] = [view.trials.parameters[x.name]?.[place], view.trials.parameters[y.name]?.[place]];
    if (!Number.isFinite(each) || left === undefined || top === undefined || Number.isNaN(left + top))
      return [];
    return [
      {
        x: cellOfPlace(x, across.cells, x.placeOf(left)),
        y: cellOfPlace(y, up.cells, y.placeOf(top)),
        value: shareOf(value, each),
      },
    ];
  });
  return { x, y, value, field: localField(all, across, up) };
}

/** A kernel that narrows with the sixth root of the number of trials, as is usual on a plane. */
function cellsOf({ axis }: ParameterAxis, cells: number, { trials }: StudyView) {
  if (axis.kind === 'choice') return { cells: axis.values.length, deviation: 0 };
  return { cells, deviation: cells * 0.16 * Math.exp(-Math.log(Math.max(1, trials.trial.length)) / 6) };
}

/** The bounds of the cells: those of the values, without the strip of trials that lack the parameter. */
function boundsOf({ axis, high }: ParameterAxis): readonly [number, number] {
  return axis.kind === 'choice' ? [-0.5, high] : [1 - high, high];
}

function cellOfPlace(axis: ParameterAxis, cells: number, place: number): number {
  const [low, high] = boundsOf(axis);
  return ((place - low) / (high - low)) * cells;
}

/** The place of the middle of a cell. */
export function placeOfCell(axis: ParameterAxis, cells: number, cell: number): number {
  const [low, high] = boundsOf(axis);
  return low + ((cell + 0.5) / cells) * (high - low);
}

/** 0 at the worse end of the axis, 1 at the best value. */
function shareOf(axis: ValueAxis, value: number): number {
  const place = Math.min(1, Math.max(0, axis.placeOf(value)));
  return axis.worst === axis.high ? 1 - place : place;
}

/** The place on the axis of the objective of a share of the surface. */
export function placeOfShare(axis: ValueAxis, share: number): number {
  return axis.worst === axis.high ? 1 - share : share;
}

/** The cells that have data, in shades. */
export function shading(
  { mean, columns, rows }: LocalField,
  x: ParameterAxis,
  y: ParameterAxis,
  palette: Palette,
): Layer {
  return (plane) => {
    const left = (column: number) => plane.x(placeOfCell(x, columns, column - 0.5));
    const top = (row: number) => plane.y(placeOfCell(y, rows, row - 0.5));
    const byShade: Box[][] = Array.from({ length: shades }, () => []);
    const shadeAt = (row: number, column: number) => shadeOf(mean[row * columns + column] as number);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; ) {
        const shade = shadeAt(row, column);
        const first = column;
        while (column < columns && shadeAt(row, column) === shade) column++;
        const height = top(row) - top(row + 1);
        byShade[shade]?.push({ x: left(first), y: top(row + 1), width: left(column) - left(first), height });
      }
    }
    return byShade.flatMap((cells, shade) =>
      boxes(cells, { color: palette.trial, opacity: opacityOf(shade) }),
    );
  };
}

/** −1 where there are no data. */
function shadeOf(share: number): number {
  return Number.isNaN(share) ? -1 : Math.min(shades - 1, Math.floor(share * shades));
}

function opacityOf(shade: number): number {
  return 0.06 + 0.09 * shade;
}

/** The shades from the worst to the best value, above the right end. */
export function legend(value: ValueAxis, metric: string, palette: Palette): Layer {
  const [worst, best] = [0, 1].map((share) => valueText(metric, value.valueAt(placeOfShare(value, share))));
  const size = 9;
  return ({ right, top }) => {
    const style = { fill: palette.muted, verticalAlign: 'middle' as const };
    const y = top - 12;
    const end = right - 7 * (best as string).length;
    const start = end - shades * size;
    return [
      label(best as string, [right, y], { ...style, align: 'right' }),
      label(`${metric} ${worst}`, [start - 6, y], { ...style, align: 'right' }),
      ...Array.from({ length: shades }, (_, shade) =>
        boxes([{ x: start + shade * size, y: y - 5, width: size, height: 9 }], {
          color: palette.trial,
          opacity: opacityOf(shade),
        }),
      ).flat(),
    ];
  };
}
