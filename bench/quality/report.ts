import { median } from '../figure.ts';
import { coverageOf, type Difference, differenceOf, pairsOf } from './comparisons.ts';
import { rankMethods } from './ranks.ts';
import type { Outcome } from './results.ts';

type ByMethod = ReadonlyMap<string, readonly Outcome[]>;

/** The report in Markdown; `methods` in their order, those that begin with a name of `own` being ours. */
export function qualityReport(outcomes: readonly Outcome[], methods: readonly string[]): string {
  const tables = grouped(outcomes, ({ table }) => table);
  const byTable = new Map([...tables].map(([name, own]) => [name, grouped(own, ({ method }) => method)]));
  const all = [...grouped(outcomes, ({ method }) => method)];
  const ours = methods.filter((name) =>
    all.some(([method, [first]]) => method === name && first && isOurs(first)),
  );
  return [
    rankingText(byTable, methods),
    lossesText(byTable, methods),
    ...ours.map((method) => againstLinear(byTable, method)),
    ...ours.map((method) => calibrationText(byTable, method)),
    ...all.map(([method, own]) => coverageText(method, own)),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

function isOurs(outcome: Outcome): boolean {
  return !Object.hasOwn(outcome, 'versions');
}

function grouped(outcomes: readonly Outcome[], nameOf: (outcome: Outcome) => string): Map<string, Outcome[]> {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes)
    groups.set(nameOf(outcome), [...(groups.get(nameOf(outcome)) ?? []), outcome]);
  return groups;
}

/** The mean over the splits that all of these methods have; its root for a regression. */
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

function rankingText(byTable: ReadonlyMap<string, ByMethod>, methods: readonly string[]): string {
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
    const ratios = losses.map((row) => (row[at] as number) / (row[linear] ?? Number.NaN));
    const figures = [
      median(ratios),
      median(own.map(({ seconds }) => seconds)),
      median(own.map(({ cpuSeconds }) => cpuSeconds)),
    ];
    return [
      method,
      (ranks[at] as number).toFixed(2),
      ...figures.map((figure) => (figure ?? Number.NaN).toPrecision(3)),
    ];
  });
  const head = [
    'method',
    'mean rank',
    'loss / that of linear, median',
    'seconds, median',
    'processor seconds, median',
  ];
  const note = `${losses.length} tables; Friedman's p = ${chance.toPrecision(2)}; mean ranks that differ by less than ${criticalDifference?.toFixed(2)} cannot be told apart (Nemenyi, 95 %).`;
  const sorted = rows.sort((one, other) => Number(one[1]) - Number(other[1]));
  return `${markdown([head, ...sorted])}\n\n${note}`;
}

function lossesText(byTable: ReadonlyMap<string, ByMethod>, methods: readonly string[]): string {
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
    return [`${name} (${one?.task === 'regression' ? 'RMSE' : 'log loss'}, ${seeds.size} splits)`, ...cells];
  });
  return markdown([['table', ...methods], ...rows]);
}

function againstLinear(byTable: ReadonlyMap<string, ByMethod>, method: string): string {
  return differencesText(byTable, `${method} against linear`, (own) =>
    pairsOf(own.get(method) ?? [], own.get('linear') ?? []),
  );
}

function calibrationText(byTable: ReadonlyMap<string, ByMethod>, method: string): string {
  return differencesText(byTable, `${method} against itself without temperature`, (own) =>
    (own.get(method) ?? []).flatMap(({ losses, uncalibrated }) =>
      uncalibrated ? [[losses, uncalibrated] as const] : [],
    ),
  );
}

function differencesText(
  byTable: ReadonlyMap<string, ByMethod>,
  title: string,
  pairs: (own: ByMethod) => ReturnType<typeof pairsOf>,
): string {
  const found = [...byTable].flatMap(([name, own]) => {
    const splits = pairs(own);
    return splits.length === 0 ? [] : [[name, differenceOf(splits)] as const];
  });
  if (found.length === 0) return '';
  const count = (verdict: Difference['verdict']) =>
    found.filter(([, each]) => each.verdict === verdict).length;
  const rows = found.map(([name, { mean, half, verdict }]) => [
    ...[name, `${signed(mean)} ± ${half.toPrecision(2)}`, verdict],
  ]);
  const summary = `${title}: better on ${count('better')} tables, within noise on ${count('within noise')}, worse on ${count('worse')}`;
  return `${summary}\n\n${markdown([['table', 'difference in loss, 95 %', ''], ...rows])}`;
}

function coverageText(method: string, outcomes: readonly Outcome[]): string {
  const { count, own, both } = coverageOf(outcomes);
  if (count === 0) return '';
  return `${method}: the test loss is within 1.96 standard errors of the validation loss in ${own} of ${count} splits, within those of both in ${both}.`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toPrecision(2)}`;
}

function markdown([head = [], ...rows]: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
