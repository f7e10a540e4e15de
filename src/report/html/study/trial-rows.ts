import { originCodes, stateCodes, trialFlags } from '../../../plots/columns/trial-columns.ts';
import type { Axis } from '../../../plots/study-head.ts';
import type { StudyView } from '../../../plots/study-view.ts';
import { formatNumber, formatValue } from '../../text/parts/format.ts';
import { showCount } from '../elements/figures.ts';
import { html, type Markup } from '../elements/markup.ts';
import { renderHtmlTable, type TableColumn } from '../elements/table-html.ts';
import { trialOrder } from './trial-order.ts';

/** A table of all trials, best first: 10,000 of them take about two megabytes. */
export function trialRows(view: StudyView): Markup {
  const { trials, head } = view;
  const count = showCount(trials.trial.length);
  const columns = columnsOf(view);
  return html`<p class="quiet">All ${count} trials, best first. Those in gold are the best, and the ones that cannot be told apart from it.${printedNote(trials.trial.length)}</p>
${renderHtmlTable<number>({
  id: 'trial-table',
  caption: 'All trials',
  rows: trialOrder(head, trials),
  look: columns.length > mostPrinted ? 'numbers crowded' : 'numbers',
  hasFilter: true,
  hint: 'Filter trials',
  isCompact: true,
  styleOf: (place) => (isBest(view, place) ? 'best' : undefined),
  columns,
})}`;
}

/** A browser takes minutes to break a table of 10,000 rows into pages. */
const printedRows = 200;
/** Columns that have room beside each other on paper. */
const mostPrinted = 22;

function printedNote(count: number): Markup | undefined {
  if (count <= printedRows) return undefined;
  return html`<span class="on-paper"> Printed are the first ${printedRows}; the page on a screen and <code>hpsearch export</code> have all.</span>`;
}

function isBest({ head, trials }: StudyView, place: number): boolean {
  return trials.trial[place] === head.best || ((trials.flags[place] as number) & trialFlags.isTied) !== 0;
}

function columnsOf({ head, trials }: StudyView): TableColumn<number>[] {
  const { metric } = head.objective;
  const number = (title: string, column: ArrayLike<number>): TableColumn<number> => ({
    ...{ title, kind: 'number', cell: (place) => cellOf(column[place]) },
  });
  const text = (title: string, cell: (place: number) => string): TableColumn<number> => ({
    ...{ title, kind: 'text', cell },
  });
  const others = head.metrics
    .filter((name) => name !== metric)
    .map((name) => number(name, trials.metrics[name] ?? []));
  return [
    number('trial', trials.trial),
    text('state', (place) => stateText({ head, trials }, place)),
    number(metric, trials.value),
    number('±', trials.standardError),
    ...head.axes.map((axis) => parameterColumn(axis, trials.parameters[axis.name] ?? [])),
    ...others,
    number('best epoch', trials.bestEpoch),
    number('epochs', trials.epochs),
    number('parameters', trials.parameterCount),
    number('seconds', trials.seconds),
  ];
}

function parameterColumn({ name, kind, values }: Axis, column: ArrayLike<number>): TableColumn<number> {
  if (kind === 'number') return { title: name, kind: 'number', cell: (place) => cellOf(column[place]) };
  return {
    title: name,
    cell: (place) => {
      const value = column[place];
      return value === undefined || Number.isNaN(value) ? '–' : formatValue(values[value]);
    },
  };
}

/** The kind of its failure, and where it comes from unless it was sampled. */
function stateText({ head, trials }: Pick<StudyView, 'head' | 'trials'>, place: number): string {
  const failure = head.failures[(trials.failure[place] as number) - 1];
  const origin = originCodes[trials.origin[place] as number] ?? 'sampled';
  const state = failure ?? stateCodes[trials.state[place] as number] ?? '';
  const infeasible = ((trials.flags[place] as number) & trialFlags.infeasible) === 0 ? '' : ', infeasible';
  return `${state}${infeasible}${origin === 'sampled' ? '' : `, ${origin}`}`;
}

function cellOf(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '–' : formatNumber(value);
}
