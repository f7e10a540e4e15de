import type { NetworkInspection, WorstRow } from '../../../reports/learned/inspection-report.ts';
import { rowTable } from '../data/suspect-table.ts';
import { showNumber, showShare } from '../elements/figures.ts';
import { html, type Markup } from '../elements/markup.ts';
import type { TableColumn } from '../elements/table-html.ts';

/** The validation rows that the trial predicts worst, each with its picture or its most unusual inputs. */
export function worstTable(
  { imageShape, worst }: Pick<NetworkInspection, 'imageShape' | 'worst'>,
  id: string,
): Markup {
  const isClassification = worst.some(({ probability }) => probability !== undefined);
  const columns: TableColumn<WorstRow>[] = isClassification
    ? [
        ...predictedColumns,
        {
          title: 'P(given)',
          kind: 'number',
          cell: ({ probability = 0 }) => showShare(probability),
          sortBy: ({ probability }) => probability,
        },
      ]
    : [
        ...predictedColumns,
        {
          title: 'Residual',
          kind: 'number',
          cell: (row) => showNumber(residualOf(row)),
          sortBy: residualOf,
        },
      ];
  const order = isClassification ? 'the least probable given class' : 'the largest residual';
  return html`<p class="quiet">The validation rows with ${order}. Mistakes in the data are often among them.</p>
${rowTable<WorstRow>({ ...(imageShape && { imageShape }) }, { id, rows: worst, columns })}`;
}

const predictedColumns: readonly TableColumn<WorstRow>[] = [
  { title: 'Given', cell: ({ given }) => shown(given) },
  { title: 'Predicted', cell: ({ predicted }) => html`<b>${shown(predicted)}</b>` },
];

function shown(value: string | number): string {
  return typeof value === 'number' ? showNumber(value) : value;
}

function residualOf({ given, predicted }: WorstRow): number {
  return Number(given) - Number(predicted);
}
