import { type DataReport, shownSplits, type TargetReport } from '../../../reports/data-report.ts';
import type { Charts } from '../drawings/charts.ts';
import { shareBar } from '../drawings/inline-bars.ts';
import { showCount, showShare } from '../elements/figures.ts';
import { html, type Markup } from '../elements/markup.ts';
import { renderHtmlTable, type TableColumn } from '../elements/table-html.ts';
import type { Section } from '../page/page.ts';
import { numberDetails } from './feature-details.ts';

/** Class balance, in total and per split, or the distribution of a numeric target. */
export function targetSection(report: DataReport, charts: Charts): Section {
  const { target, targets } = report;
  if (targets !== undefined) {
    const each = targets.map(({ name, ...own }, place) =>
      own.kind === 'regression'
        ? html`<h3>${name}</h3>${numberDetails(`target-outliers-${place}`, name, own, charts)}`
        : html`<h3>${name}</h3>${classTable(own.classes, shownSplits(report), `class-table-${place}`)}`,
    );
    return { id: 'target', title: 'Targets', note: showCount(targets.length), content: html`${each}` };
  }
  if (target.kind === 'regression') {
    const content = numberDetails('target-outliers', target.name, target, charts);
    return { id: 'target', title: `Target: ${target.name}`, content };
  }
  const note = showCount(target.classes.length);
  return { id: 'target', title: 'Classes', note, content: classTable(target.classes, shownSplits(report)) };
}

type Class = Extract<TargetReport, { kind: 'classification' }>['classes'][number];

function classTable(
  classes: readonly Class[],
  splits: ReturnType<typeof shownSplits>,
  id = 'class-table',
): Markup {
  const total = sum(classes.flatMap(({ counts }) => counts));
  const largest = Math.max(1, ...classes.map(({ counts }) => sum(counts)));
  return renderHtmlTable({
    id,
    caption: 'Class balance',
    rows: classes,
    hasFilter: classes.length > 12,
    columns: [
      { title: 'Class', isHeading: true, style: 'name', cell: ({ name }) => name },
      { title: 'Rows', kind: 'number', cell: ({ counts }) => sum(counts) },
      {
        title: 'Share',
        kind: 'number',
        cell: ({ counts }) => showShare(sum(counts) / total),
        sortBy: ({ counts }) => sum(counts),
      },
      {
        title: '',
        isSortable: false,
        style: 'middle',
        cell: ({ counts }) => shareBar(sum(counts) / largest),
      },
      ...splits.map(({ name, place }) => splitColumn(name, place, classes)),
    ],
  });
}

/** A split's counts and the class's share of it, which reveals splits with unequal shares. */
function splitColumn(name: string, index: number, classes: readonly Class[]): TableColumn<Class> {
  const total = sum(classes.map(({ counts }) => counts[index] ?? 0));
  return {
    title: name,
    kind: 'number',
    cell: ({ counts }) => {
      const count = counts[index] ?? 0;
      return html`${count} <span class="quiet share-text">${showShare(count / total)}</span>`;
    },
    sortBy: ({ counts }) => counts[index] ?? 0,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
