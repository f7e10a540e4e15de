import type { Dataset } from '../../data/dataset.ts';
import { figure } from '../../reports/figure.ts';
import type { Filters } from '../../training/probes/first-layer.ts';
import type { Check, Verdict } from '../check.ts';
import { filterPictures, weightsByInput } from './exhibits/first-layer-exhibit.ts';
import { neighbourCorrelation } from './neighbour-correlation.ts';
import { realRun } from './real-run.ts';

/** Smaller filters have too few neighbouring weights. */
const smallestSide = 5;

/** Shows the first layer of the trained network, where noise is visible at a glance. */
export const firstLayer: Check = {
  name: 'first-layer',
  hypothesis: 'the first layer has learned something that can be looked at',
  isCheap: false,
  async run(context) {
    const { dataset, filters } = await realRun(context);
    const { before, after } = filters;
    if (before === undefined || after === undefined) {
      return { status: 'skip', message: 'no layer with a kernel was trained for an epoch' };
    }
    return after.shape.length === 3 ? pictures(before, after) : weights(dataset, after);
  },
};

/** A short training does not smooth the initial noise, so the change from the initial weights is measured. */
function pictures(before: Filters, after: Filters): Verdict {
  const { layer, shape, filters } = after;
  const [height = 0, width = 0, channels = 0] = shape;
  const exhibits = [filterPictures(after)];
  const sides = `${filters.length} filters of ${height} × ${width} × ${channels} in layer ${layer}`;
  if (Math.min(height, width) < smallestSide) {
    return {
      status: 'pass',
      message: `${sides}, to be looked at`,
      exhibits,
      numbers: { filters: filters.length },
    };
  }
  const learned = filters.map((filter, unit) =>
    filter.map((weight, index) => weight - (before.filters[unit]?.[index] ?? 0)),
  );
  const correlation = neighbourCorrelation(learned, [height, width, channels]);
  const message = `${sides}; what they learned is alike in neighbouring places by a correlation of ${figure(correlation)}`;
  return {
    status: 'pass',
    message,
    exhibits,
    numbers: { filters: filters.length, neighbourCorrelation: correlation },
  };
}

function weights(dataset: Dataset, after: Filters): Verdict {
  const { message, exhibit } = weightsByInput(dataset, after);
  const numbers = { inputs: exhibit.names.length, units: after.filters.length };
  return { status: 'pass', message, exhibits: [exhibit], numbers };
}
