import type { ConfusionReport } from '../../study/suspects-report.ts';
import { showCount, showShare } from './figures.ts';
import { html, type Markup } from './markup.ts';

/** How many shades the style sheet has. */
const shades = 10;

/** A heat map as a table: a row a true class, a column a predicted one; shades go by the share of the row. */
export function confusionMatrix(report: ConfusionReport): Markup {
  return html`<h3>Confusion matrix</h3>
${heatTable(report, `Trial ${report.trial} on the ${report.split} split`)}`;
}

/** The matrix without its title; `what` is the model and the data that were counted. */
export function heatTable(
  { classes, counts, perClass }: Pick<ConfusionReport, 'classes' | 'counts' | 'perClass'>,
  what: string,
): Markup {
  const rows = classes.map((name, row) => {
    const { precision = null, recall = null } = perClass[row] ?? {};
    const total = perClass[row]?.rows ?? 0;
    const cells = classes.map((_, column) => heatCell(counts[row]?.[column] ?? 0, total, row === column));
    return html`<tr><th scope="row">${name}</th>${cells}${[precision, recall].map(shareCell)}<td class="number">${showCount(total)}</td></tr>
`;
  });
  const caption = `Confusion matrix: ${what}`;
  return html`<p class="quiet">${what}: a row a true class, a column a predicted one.${mostFrequent(classes, counts)}</p>
<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table class="heat"><caption class="unseen">${caption}</caption>
<thead><tr><th scope="col">True</th>${classes.map((name) => html`<th scope="col" class="number heading">${name}</th>`)}
${['Precision', 'Recall', 'Rows'].map((title) => html`<th scope="col" class="number">${title}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

/** A mistake is shaded by the root of its share, so that rare ones can be seen beside the many right ones. */
function heatCell(count: number, total: number, isRight: boolean): Markup {
  if (count === 0 || total === 0) return html`<td class="number none">0</td>`;
  const share = isRight ? count / total : Math.sqrt(count / total);
  const shade = Math.max(1, Math.round(shades * share));
  return html`<td class="number ${isRight ? 'right' : 'wrong'}-${shade}">${count}</td>`;
}

function shareCell(share: number | null): Markup {
  return html`<td class="number">${share === null ? '–' : showShare(share)}</td>`;
}

function mostFrequent(classes: readonly string[], counts: ConfusionReport['counts']): string {
  const mistakes = counts
    .flatMap((row, given) => row.map((count, predicted) => ({ count, given, predicted })))
    .filter(({ count, given, predicted }) => count > 0 && given !== predicted)
    .sort((a, b) => b.count - a.count)
    .slice(0, 3)
    .map(({ count, given, predicted }) => `${classes[given]} for ${classes[predicted]} (${count})`);
  return mistakes.length === 0 ? '' : ` Mistaken most often: ${mistakes.join(', ')}.`;
}

/** The shades, lighter ones first; text stays readable on the darkest. */
export const heatStyles = ['right', 'wrong']
  .flatMap((kind) =>
    Array.from(
      { length: shades },
      (_, index) => `.${kind}-${index + 1} { background: rgb(var(--${kind}) / ${5 * (index + 1)}%); }`,
    ),
  )
  .join('\n');
