import { median } from '../figure.ts';
import { type ByTable, groupOutcomes, markdownTable } from './grouped-outcomes.ts';
import { rankMethods } from './ranks.ts';
import type { Outcome } from './results.ts';
import { againstText, calibrationText, coverageText } from './verdicts.ts';

/** The report in Markdown. Ours are compared row by row with the peers that are named here. */
export function qualityReport(outcomes: readonly Outcome[], methods: readonly string[]): string {
  const byTable = groupOutcomes(outcomes);
  const ours = methods.filter((name) =>
    outcomes.some(({ method, versions }) => method === name && versions === undefined),
  );
  const references = ['linear', 'lightgbm-tuned'].filter((name) => methods.includes(name));
  return [
    rankingText(byTable, methods),
    lossesText(byTable, methods),
    ...references.map((reference) => againstText(byTable, ours, reference)),
    calibrationText(byTable, ours),
    ...ours.map((method) => coverageText(byTable, method)),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

/** The mean over these splits; its root for a regression. */
function lossOf(outcomes: readonly Outcome[], seeds: ReadonlySet<number>): number {
  const own = outcomes.filter(({ seed }) => seeds.has(seed));
  const mean = own.reduce((sum, { loss }) => sum + loss, 0) / own.length;
  return own[0]?.task === 'regression' ? Math.sqrt(mean) : mean;
}

function sharedSeeds(methods: readonly (readonly Outcome[])[]): Set<number> {
  const [first = [], ...others] = methods;
  const isShared = (seed: number) => others.every((own) => own.some((outcome) => outcome.seed === seed));
  return new Set(first.map(({ seed }) => seed).filter(isShared));
}

/** Over the tables that all methods have in at least one split, by the splits that all have. */
function rankingText(byTable: ByTable, methods: readonly string[]): string {
  const losses = [...byTable.values()].flatMap((own) => {
    const found = methods.map((method) => own.get(method) ?? []);
    const seeds = sharedSeeds(found);
    return seeds.size === 0 ? [] : [found.map((outcomes) => lossOf(outcomes, seeds))];
  });
  if (losses.length === 0) return 'No table has outcomes of all methods.';
  const { ranks, chance, criticalDifference } = rankMethods(losses);
  const linear = methods.indexOf('linear');
  const rows = methods.map((method, at) => {
    const own = [...byTable.values()].flatMap((table) => table.get(method) ?? []);
    const figures = [
      losses.map((row) => (row[at] as number) / (row[linear] ?? Number.NaN)),
      own.map(({ seconds }) => seconds),
      own.map(({ cpuSeconds }) => cpuSeconds),
    ];
    const texts = figures.map((values) => (median(values) ?? Number.NaN).toPrecision(3));
    return [method, (ranks[at] as number).toFixed(2), ...texts];
  });
  const head = [
    ...['method', 'mean rank', 'loss / that of linear, median', 'seconds, median'],
    'processor seconds, median',
  ];
  const sorted = rows.toSorted((one, other) => Number(one[1]) - Number(other[1]));
  const difference = criticalDifference?.toFixed(2) ?? '?';
  return [
    markdownTable([head, ...sorted]),
    `${losses.length} tables; Friedman's p = ${chance.toPrecision(2)}; mean ranks that differ by less than ${difference} cannot be told apart (Nemenyi, 95 %).`,
  ].join('\n\n');
}

function lossesText(byTable: ByTable, methods: readonly string[]): string {
  const rows = [...byTable].map(([name, own]) => {
    const found = methods.map((method) => own.get(method) ?? []);
    const seeds = sharedSeeds(found.filter((outcomes) => outcomes.length > 0));
    const losses = found.map((outcomes) => lossOf(outcomes, seeds));
    const least = Math.min(...losses.filter((loss) => !Number.isNaN(loss)));
    const cells = losses.map((loss) => {
      const text = Number.isNaN(loss) ? '–' : loss.toPrecision(4);
      return loss === least ? `**${text}**` : text;
    });
    const [one] = [...own.values()].flat();
    const measure = one?.task === 'regression' ? 'RMSE' : 'log loss';
    return [name, measure, String(seeds.size), ...cells];
  });
  return markdownTable([['table', '', 'splits', ...methods], ...rows]);
}
