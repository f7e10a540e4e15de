import type { SourceRows } from '../../data/load-dataset.ts';
import { isWindowed, notOfWindows } from '../../data-report/windowed.ts';
import type { Check } from '../check.ts';

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

/** The check, skipped where the inputs of a row are other rows. */
export function needsOwnCells(check: Check): Check {
  return skipping(check, (source) => (isWindowed(source) ? notOfWindows(source) : undefined));
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
