import { coverageOf, type Difference, differenceOf, type PairedLosses, pairsOf } from './comparisons.ts';
import { type ByMethod, type ByTable, markdownTable } from './grouped-outcomes.ts';

const unknown = '–';

/** By how much ours lose more than a peer on the same test rows, on each table. */
export function againstText(byTable: ByTable, ours: readonly string[], reference: string): string {
  return differencesText(byTable, ours, `against ${reference}`, (own, method) =>
    pairsOf(own.get(method) ?? [], own.get(reference) ?? []),
  );
}

/** By how much ensembles lose more with their temperature than without it. */
export function calibrationText(byTable: ByTable, ours: readonly string[]): string {
  return differencesText(byTable, ours, 'temperature', (own, method) =>
    (own.get(method) ?? []).flatMap(({ losses, uncalibrated }) =>
      uncalibrated === undefined ? [] : [[losses, uncalibrated] as const],
    ),
  );
}

/** How often the value of the best trial is within its own interval of the test loss. */
export function coverageText(byTable: ByTable, method: string): string {
  const outcomes = [...byTable.values()].flatMap((table) => table.get(method) ?? []);
  const { count, own, both, excess, expected, held } = coverageOf(outcomes);
  if (count === 0) return '';
  return [
    ...(expected === 0
      ? []
      : [
          `${method}: the test loss is in the interval that \`top\` gives for it in ${held} of ${expected} splits.`,
        ]),
    `${method}: the test loss is within 1.96 standard errors of the trial's value in ${own} of ${count} splits,`,
    `within 1.96 of both standard errors in ${both}; on average it is ${excess.toFixed(2)} of both above the value.`,
  ].join(' ');
}

function differencesText(
  byTable: ByTable,
  methods: readonly string[],
  title: string,
  pairs: (own: ByMethod, method: string) => PairedLosses,
): string {
  const columns = methods
    .map((method) => ({
      method,
      cells: [...byTable.values()].map((own) => {
        const splits = pairs(own, method);
        return splits.length === 0 ? undefined : differenceOf(splits);
      }),
    }))
    .filter(({ cells }) => cells.some((cell) => cell !== undefined));
  if (columns.length === 0) return '';
  const rows = [...byTable.keys()]
    .map((name, row) => [name, ...columns.map(({ cells }) => differenceText(cells[row]))])
    .filter(([, ...cells]) => cells.some((cell) => cell !== unknown));
  const counts = columns.map(({ cells }) => {
    const count = (verdict: Difference['verdict']) =>
      cells.filter((cell) => cell?.verdict === verdict).length;
    return `${count('better')} better, ${count('within noise')} within noise, ${count('worse')} worse`;
  });
  return markdownTable([[title, ...columns.map(({ method }) => method)], ...rows, ['tables', ...counts]]);
}

function differenceText(difference: Difference | undefined): string {
  if (difference === undefined) return unknown;
  const { mean, half, verdict } = difference;
  const sign = mean < 0 ? '−' : '+';
  const figures = `${sign}${Math.abs(mean).toPrecision(2)} ± ${half.toPrecision(2)}`;
  return verdict === 'within noise' ? figures : `${figures} **${verdict}**`;
}
