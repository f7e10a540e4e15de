import {
  formatCount,
  formatDuration,
  formatMetric,
  formatNumber,
  formatValue,
} from '../../metrics/number-format.ts';
import { originCodes, stateCodes, type TrialColumns } from '../../plots/columns/trial-columns.ts';
import type { StudyHead } from '../../plots/study-head.ts';
import { configurationOf, placeOf } from '../acting/configuration-of.ts';

/** A fact of trials, one text for each of them. */
export interface ComparedRow {
  readonly name: string;
  readonly kind: 'result' | 'parameter' | 'metric';
  readonly texts: readonly string[];
  readonly differs: boolean;
  /** Places of the trials that are best in it; empty where none is better. */
  readonly best: readonly number[];
}

/** The results, the parameters with those that differ first, and the metrics of trials. */
export function comparedRows(
  study: StudyHead,
  trials: TrialColumns,
  numbers: readonly number[],
): ComparedRow[] {
  const places = numbers.map((trial) => placeOf(trials, trial));
  const configs = numbers.map((trial) => configurationOf(study, trials, trial) ?? {});
  const names = [...study.axes.map(({ name }) => name), ...Object.keys(study.fixed)];
  const parameters = names.map((name) =>
    row(
      name,
      'parameter',
      configs.map((config) => formatValue(config[name])),
    ),
  );
  const at = (column: ArrayLike<number>) => places.map((place) => column[place] ?? Number.NaN);
  const { metric, direction } = study.objective;
  const sign = direction === 'minimize' ? 1 : -1;
  return [
    row(
      'state',
      'result',
      at(trials.state).map((code) => stateCodes[code] ?? '–'),
    ),
    row(
      metric,
      'result',
      at(trials.value).map((value) => text(value, formatNumber)),
      bestOf(at(trials.value), sign),
    ),
    row(
      'standard error',
      'result',
      at(trials.standardError).map((value) =>
        text(value, (error) => formatNumber(Number(error.toPrecision(2)))),
      ),
    ),
    row(
      'epochs',
      'result',
      at(trials.epochs).map((value) => text(value, String)),
    ),
    row(
      'best epoch',
      'result',
      at(trials.bestEpoch).map((value) => text(value, String)),
    ),
    row(
      'parameters',
      'result',
      at(trials.parameterCount).map((value) => text(value, formatCount)),
      bestOf(at(trials.parameterCount), 1),
    ),
    row(
      'time',
      'result',
      at(trials.seconds).map((value) => text(value, formatDuration)),
      bestOf(at(trials.seconds), 1),
    ),
    row(
      'origin',
      'result',
      at(trials.origin).map((code) => originCodes[code] ?? '–'),
    ),
    ...parameters.filter(({ differs }) => differs),
    ...parameters.filter(({ differs }) => !differs),
    ...study.metrics
      .filter((name) => name !== metric)
      .map((name) =>
        row(
          name,
          'metric',
          at(trials.metrics[name] ?? []).map((value) =>
            text(value, (each) => formatMetric(bare(name), each)),
          ),
        ),
      ),
  ];
}

function row(
  name: string,
  kind: ComparedRow['kind'],
  texts: readonly string[],
  best: readonly number[] = [],
): ComparedRow {
  return { name, kind, texts, differs: new Set(texts).size > 1, best };
}

function text(value: number, show: (value: number) => string): string {
  return Number.isNaN(value) ? '–' : show(value);
}

/** The places of the best number, where the numbers differ. */
function bestOf(values: readonly number[], sign: number): number[] {
  const known = values.filter(Number.isFinite);
  const best = sign * Math.min(...known.map((value) => sign * value));
  if (known.length < 2 || known.every((value) => value === best)) return [];
  return [...values.keys()].filter((place) => values[place] === best);
}

/** "accuracy" of valAccuracy and trainAccuracy. */
function bare(name: string): string {
  const [, rest] = /^(?:val|train)([A-Z].*)$/.exec(name) ?? [];
  return rest === undefined ? name : `${rest[0]?.toLowerCase()}${rest.slice(1)}`;
}

/** A table with a line for each fact, as a CSV text. */
export function comparisonText(numbers: readonly number[], rows: readonly ComparedRow[]): string {
  const cell = (content: string) => (/[",\n]/.test(content) ? `"${content.replaceAll('"', '""')}"` : content);
  const lines = [
    ['', ...numbers.map((trial) => `trial ${trial}`)],
    ...rows.map(({ name, texts }) => [name, ...texts]),
  ];
  return `${lines.map((line) => line.map(cell).join(',')).join('\n')}\n`;
}
