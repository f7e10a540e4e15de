import { chart, type Layer } from '../chart/chart.ts';
import { brushOf } from '../chart/chart-axis.ts';
import { type ParameterAxis, parameterNames, placeText, withoutStrip } from '../chart/parameter-axis.ts';
import { dots } from '../chart/shapes.ts';
import { legend, placeOfCell, placeOfShare, shading, surfaceOf } from '../chart/surface.ts';
import { dotWidth, onPlane } from '../chart/trial-layers.ts';
import { valueSettings, valueText } from '../chart/value-axis.ts';
import type { Palette } from '../palette.ts';
import type { Picture } from '../picture.ts';
import type { StudyView } from '../study-view.ts';
import { countNote, prunedNote } from '../summaries/count-note.ts';
import type { LocalField } from '../summaries/local-field.ts';
import { trialGroups } from '../summaries/trial-groups.ts';

/** The objective over two parameters: a mean around each place where trials are, under the trials themselves. */
export const contour: Picture = {
  name: 'contour',
  title: 'Two parameters',
  height: () => 320,
  settings: (view) => {
    const names = parameterNames(view);
    return { x: names, y: [...names.slice(1), ...names.slice(0, 1)], axis: valueSettings.axis };
  },
  missing: ({ head, trials }) =>
    head.axes.length < 2
      ? 'The space has fewer than two parameters with more than one value.'
      : trials.value.some(Number.isFinite)
        ? undefined
        : 'No trial has a value yet.',
  note: (view) => countNote(view),
  describe(view, settings) {
    const { x, y, value, field } = surfaceOf(view, settings);
    const best = bestCell(field);
    const lead = `${view.head.objective.metric} over ${x.name} and ${y.name}.`;
    if (best === undefined) return lead;
    const [across, up] = [placeOfCell(x, field.columns, best.column), placeOfCell(y, field.rows, best.row)];
    const text = valueText(view.head.objective.metric, value.valueAt(placeOfShare(value, best.share)));
    return `${lead} The local mean is best, ${text}, near ${x.name} ${placeText(x, across)} and ${y.name} ${placeText(y, up)}.${prunedNote(view)}`;
  },
  table(view, settings) {
    const { x, y } = surfaceOf(view, settings);
    const { metric } = view.head.objective;
    const { trial, value } = view.trials;
    const places = [...trial.keys()].filter((place) => Number.isFinite(value[place]));
    const text = (axis: ParameterAxis, place: number) => {
      const number = view.trials.parameters[axis.name]?.[place] ?? Number.NaN;
      return Number.isNaN(number) ? '–' : placeText(axis, axis.placeOf(number));
    };
    return {
      headings: ['trial', x.name, y.name, metric],
      rows: places.map((place) => [
        String(trial[place]),
        text(x, place),
        text(y, place),
        valueText(metric, value[place] as number),
      ]),
    };
  },
  marks(view, settings) {
    const { x, y } = surfaceOf(view, settings);
    const { trial, value } = view.trials;
    const hidden = (place: number) => !Number.isFinite(value[place]);
    return {
      trial,
      x: Float64Array.from(trial, (_, place) => (hidden(place) ? Number.NaN : x.placeOfTrial(place))),
      y: Float64Array.from(trial, (_, place) => (hidden(place) ? Number.NaN : y.placeOfTrial(place))),
      frame: { left: x.low, right: x.high, bottom: y.low, top: y.high },
      brush: { x: brushOf(x.name, x), y: brushOf(y.name, y) },
    };
  },
  option(view, palette, settings) {
    const { x, y, value, field } = surfaceOf(view, settings);
    return chart({
      palette,
      x,
      y,
      lines: 'both',
      layers: [
        withoutStrip(x, palette),
        shading(field, x, y, palette),
        points(view, x, y, palette),
        legend(value, view.head.objective.metric, palette),
      ],
    });
  },
};

function bestCell({ mean, columns }: LocalField) {
  let best = -1;
  for (const [at, share] of mean.entries()) if (share > (mean[best] ?? Number.NEGATIVE_INFINITY)) best = at;
  if (best < 0) return undefined;
  return { column: best % columns, row: Math.floor(best / columns), share: mean[best] as number };
}

function points(view: StudyView, x: ParameterAxis, y: ParameterAxis, palette: Palette): Layer {
  const { faint, pruned, infeasible, complete, best } = trialGroups(view);
  const width = dotWidth(view.trials.trial.length);
  return (plane) => {
    const at = (places: readonly number[]) => onPlane(places, plane, x.placeOfTrial, y.placeOfTrial);
    return [
      ...dots(at(faint), { color: palette.faint, width: width - 1 }),
      ...dots(at([...pruned, ...infeasible, ...complete]), {
        color: palette.text,
        opacity: 0.45,
        width: width - 1,
      }),
      ...dots(at(best), { color: palette.ground, width: width + 4 }),
      ...dots(at(best), { color: palette.best, width: width + 1.5 }),
    ];
  };
}
