import pc from 'picocolors';
import { type DataReport, shownSplits, type TargetReport } from '../../../reports/data-report.ts';
import { formatNumber, formatShare, plainLine } from '../parts/format.ts';
import { html, json } from '../parts/output-flags.ts';
import { sparkbars } from '../parts/sparkline.ts';
import { renderTable } from '../parts/table.ts';
import { wrapLine } from '../parts/wrap-line.ts';

const listedClasses = 20;
const barWidth = 20;
const sparklineWidth = 32;

/** The rows of each class per split, or the distribution of a numeric target. */
export function renderTarget(report: DataReport, width: number): string {
  const { target, targets } = report;
  if (report.task === 'multilabel') return renderLabels(targets ?? [], shownSplits(report), width);
  if (targets !== undefined) {
    const each = targets.map(({ name, ...own }) => {
      if (own.kind === 'regression') return renderNumbers({ ...own, name }, width);
      return `${pc.bold(`target ${plainLine(name)}`)}\n${renderClasses(own, shownSplits(report), width)}`;
    });
    return each.join('\n\n');
  }
  return target.kind === 'classification'
    ? renderClasses(target, shownSplits(report), width)
    : renderNumbers(target, width);
}

/** The rows that have each label. */
function renderLabels(
  labels: NonNullable<DataReport['targets']>,
  splits: ReturnType<typeof shownSplits>,
  width: number,
): string {
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
  const having = labels.flatMap((label) => {
    if (label.kind !== 'classification') return [];
    const all = total(label.classes.flatMap(({ counts }) => counts));
    return [{ name: label.name, counts: label.classes.find(({ name }) => name === '1')?.counts ?? [], all }];
  });
  const listed = having.slice(0, listedClasses);
  const { text } = renderTable(
    [
      { title: 'label', align: 'left', cells: listed.map(({ name }) => plainLine(name)) },
      ...splits.map(({ name, place }) => ({
        title: name,
        cells: listed.map(({ counts }) => String(counts[place] ?? 0)),
        rank: 1,
      })),
      { title: 'share', cells: listed.map(({ counts, all }) => formatShare(total(counts) / all)) },
    ],
    width,
  );
  const more = having.length - listed.length;
  return more === 0 ? text : `${text}\n${pc.dim(`and ${more} more labels: ${json} has all`)}`;
}

type Target<Kind> = Extract<TargetReport, { kind: Kind }>;

function renderClasses(
  { classes }: Target<'classification'>,
  splits: ReturnType<typeof shownSplits>,
  width: number,
): string {
  const total = ({ counts }: (typeof classes)[number]) => counts.reduce((sum, count) => sum + count, 0);
  const all = classes.reduce((sum, each) => sum + total(each), 0);
  const most = Math.max(...classes.map(total));
  const listed =
    classes.length <= listedClasses
      ? classes
      : classes.toSorted((one, other) => total(other) - total(one)).slice(0, listedClasses);
  const { text } = renderTable(
    [
      { title: 'class', align: 'left', cells: listed.map(({ name }) => plainLine(name)) },
      ...splits.map(({ name, place }) => ({
        title: name,
        cells: listed.map(({ counts }) => String(counts[place])),
        rank: 1,
      })),
      { title: 'share', cells: listed.map((each) => formatShare(total(each) / all)) },
      {
        title: '',
        align: 'left',
        cells: listed.map((each) => '█'.repeat(Math.round((barWidth * total(each)) / most))),
        rank: 2,
      },
    ],
    width,
  );
  const more = classes.length - listed.length;
  return more === 0
    ? text
    : `${text}\n${pc.dim(`and ${more} smaller classes: ${json} and ${html} have all`)}`;
}

function renderNumbers(
  { name, min, max, mean, std, quantiles, histogram, skewness }: Target<'regression'>,
  width: number,
): string {
  const bars = sparkbars(histogram.counts, sparklineWidth);
  return [
    pc.bold(`target ${plainLine(name)}`),
    `${formatNumber(min)} ${bars} ${formatNumber(max)}`,
    ...wrapLine(
      `mean ${formatNumber(mean)}, median ${formatNumber(quantiles.p50)}, deviation ${formatNumber(std)}, skewness ${formatNumber(skewness)}`,
      width,
    ),
  ].join('\n');
}
