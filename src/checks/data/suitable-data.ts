import { numberTables } from '../../data/arrays/number-tables.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import { isOfSeries, isWindowed, notOfWindows } from '../../data-report/windowed.ts';
import type { Check } from '../check.ts';
import { seriesAsRows } from './sequences/series-as-rows.ts';

/** The check, skipped for data other than tables. */
export function needsColumns(check: Check): Check {
  return skipping(check, ({ raw }) => (raw.inputs.kind === 'table' ? undefined : 'only tables have columns'));
}

/** The check, skipped for images. */
export function needsNumbers(check: Check): Check {
  return skipping(check, ({ raw }) =>
    raw.inputs.kind === 'images' ? 'only tables and arrays have columns' : undefined,
  );
}

/** The check, skipped for images and ids of tokens. */
export function needsColumnsOrFeatures(check: Check): Check {
  return skipping(check, (source) =>
    numberTables(source.raw).length > 0 ? undefined : 'images and ids of tokens have no columns of numbers',
  );
}

/** The check, skipped where no numbers stand beside each other that are different quantities. */
export function needsQuantities(check: Check): Check {
  return skipping(check, ({ raw }) =>
    numberTables(raw).some(({ areQuantities }) => areQuantities)
      ? undefined
      : 'pixels, samples of a signal and ids of tokens are one quantity, and have no columns',
  );
}

/** The check, skipped where the inputs of a row are other rows. */
export function needsOwnCells(check: Check): Check {
  return skipping(check, (source) => (isWindowed(source) ? notOfWindows(source) : undefined));
}

/** The check on whole series where these are the examples; skipped where the inputs of a row are a window, which others overlap. */
export function onExamples(check: Check): Check {
  const ofSeries: Check = {
    ...check,
    run: (context) => check.run({ ...context, source: seriesAsRows(context) }),
  };
  return skipping(ofSeries, (source) =>
    isWindowed(source) && !isOfSeries(source) ? notOfWindows(source) : undefined,
  );
}

/** `reason` says why the data have nothing to check; undefined where they have. */
function skipping(check: Check, reason: (source: SourceRows) => string | undefined): Check {
  return {
    ...check,
    run(context) {
      const message = reason(context.source);
      return message === undefined ? check.run(context) : { status: 'skip', message };
    },
  };
}
