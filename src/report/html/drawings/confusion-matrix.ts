import type { ConfusionReport } from '../../../reports/suspects-report.ts';
import { showCount, showShare } from '../elements/figures.ts';
import { html, type Markup } from '../elements/markup.ts';
import { renderHtmlTable } from '../elements/table-html.ts';

/** Number of shades in the style sheet. */
const shades = 10;

/**
 * A heat map as a table, of the named one of several targets: one row per true class, one column per predicted class; the shade shows the share of the row.
 */
export function confusionMatrix(report: ConfusionReport, target?: string): Markup {
  const title = target === undefined ? 'Confusion matrix' : `Confusion matrix: ${target}`;
  return html`<h3>${title}</h3>
${heatTable(report, `Trial ${report.trial} on the ${report.split} split`)}`;
}

type Matrix = Pick<ConfusionReport, 'classes' | 'counts' | 'perClass'>;

/** More rows and columns are unreadable, and a thousand classes take a page of 30 MB. */
const shownClasses = 40;
const shownPairs = 100;

/**
 * The matrix without its title; `what` names the model and the data. Of many classes, only those with the most
 * mistakes, and the most frequent mistakes among all.
 */
export function heatTable(report: Matrix, what: string): Markup {
  const { classes, counts } = report;
  const mistakes = mistakesOf(counts);
  const shown = classes.length > shownClasses ? mostMistaken(classes.length, mistakes) : [...classes.keys()];
  const intro = `${what}: a row a true class, a column a predicted one.${mostFrequent(classes, mistakes)}`;
  const cut = classes.length > shownClasses;
  return html`<p class="quiet">${intro}</p>
${cut ? html`<p class="quiet">The ${shownClasses} classes with the most mistakes of ${showCount(classes.length)}; ${showCount(classes.length - shownClasses)} are left out. Precision, recall and rows are of all predictions; the JSON report has the whole matrix.</p>\n` : undefined}${matrixOf(report, shown, `Confusion matrix: ${what}`)}
${cut ? pairTable(report, mistakes) : undefined}`;
}

function matrixOf({ classes, counts, perClass }: Matrix, shown: readonly number[], caption: string): Markup {
  const rows = shown.map((row) => {
    const { precision = null, recall = null } = perClass[row] ?? {};
    const total = perClass[row]?.rows ?? 0;
    const cells = shown.map((column) => heatCell(counts[row]?.[column] ?? 0, total, row === column));
    return html`<tr><th scope="row">${classes[row]}</th>${cells}${[precision, recall].map(shareCell)}<td class="number">${showCount(total)}</td></tr>
`;
  });
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table class="heat"><caption class="unseen">${caption}</caption>
<thead><tr><th scope="col">True</th>${shown.map((column) => html`<th scope="col" class="number heading">${classes[column]}</th>`)}
${['Precision', 'Recall', 'Rows'].map((title) => html`<th scope="col" class="number">${title}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

interface Mistake {
  readonly given: number;
  readonly predicted: number;
  readonly count: number;
}

/** Most frequent first; equal ones in the order of the classes. */
function mistakesOf(counts: ConfusionReport['counts']): Mistake[] {
  const found: Mistake[] = [];
  counts.forEach((row, given) => {
    row.forEach((count, predicted) => {
      if (count > 0 && given !== predicted) found.push({ given, predicted, count });
    });
  });
  return found.sort((one, other) => other.count - one.count);
}

/** The classes that are mistaken most, or that others are mistaken for most; in their original order. */
function mostMistaken(classes: number, mistakes: readonly Mistake[]): number[] {
  const totals = new Float64Array(classes);
  for (const { given, predicted, count } of mistakes) {
    totals[given] = (totals[given] as number) + count;
    totals[predicted] = (totals[predicted] as number) + count;
  }
  return Array.from(totals, (_, label) => label)
    .sort((one, other) => (totals[other] as number) - (totals[one] as number) || one - other)
    .slice(0, shownClasses)
    .sort((one, other) => one - other);
}

function pairTable({ classes, perClass }: Matrix, mistakes: readonly Mistake[]): Markup {
  const left = mistakes.length - shownPairs;
  const share = ({ given, count }: Mistake) => count / (perClass[given]?.rows ?? Number.NaN);
  return html`<h3>Mistaken most often</h3>
${left > 0 ? html`<p class="quiet">The first ${shownPairs} of ${showCount(mistakes.length)} pairs; ${showCount(left)} are left out.</p>\n` : undefined}${renderHtmlTable<Mistake>(
  {
    id: 'pair-table',
    caption: 'Mistaken most often',
    rows: mistakes.slice(0, shownPairs),
    hasFilter: true,
    columns: [
      { title: 'True', isHeading: true, cell: ({ given }) => classes[given] ?? '' },
      { title: 'Predicted', cell: ({ predicted }) => classes[predicted] ?? '' },
      { title: 'Rows', kind: 'number', cell: ({ count }) => showCount(count), sortBy: ({ count }) => count },
      { title: 'Of the class', kind: 'number', cell: (pair) => showShare(share(pair)), sortBy: share },
    ],
  },
)}`;
}

/** The shade of a mistake is the root of its share, so that rare ones are visible beside the many correct ones. */
function heatCell(count: number, total: number, isRight: boolean): Markup {
  if (count === 0 || total === 0) return html`<td class="number none">0</td>`;
  const share = isRight ? count / total : Math.sqrt(count / total);
  const shade = Math.max(1, Math.round(shades * share));
  return html`<td class="number ${isRight ? 'right' : 'wrong'}-${shade}">${count}</td>`;
}

function shareCell(share: number | null): Markup {
  return html`<td class="number">${share === null ? '–' : showShare(share)}</td>`;
}

function mostFrequent(classes: readonly string[], mistakes: readonly Mistake[]): string {
  const told = mistakes
    .slice(0, 3)
    .map(({ count, given, predicted }) => `${classes[given]} for ${classes[predicted]} (${count})`);
  return told.length === 0 ? '' : ` Mistaken most often: ${told.join(', ')}.`;
}

/** The shades from light to dark; text stays readable on the darkest. */
export const heatStyles = ['right', 'wrong']
  .flatMap((kind) =>
    Array.from(
      { length: shades },
      (_, index) => `.${kind}-${index + 1} { background: rgb(var(--${kind}) / ${5 * (index + 1)}%); }`,
    ),
  )
  .join('\n');
