import pc from 'picocolors';
import type { EvaluationReport } from '../../../reports/evaluation-report.ts';
import { renderMatrix } from '../parts/confusion-text.ts';
import { formatShare, plainLine } from '../parts/format.ts';
import { renderTable } from '../parts/table.ts';

type Targets = NonNullable<EvaluationReport['targets']>;

/** More labels are counted. */
const shownLabels = 40;

/** The confusion matrix of each target with classes; of labels one table, with a line each. */
export function confusionsText(
  { task, targets = [] }: Pick<EvaluationReport, 'task' | 'targets'>,
  width: number,
): string[] {
  const matrices = targets.flatMap(({ name, confusion }) => (confusion ? [{ name, confusion }] : []));
  if (matrices.length > 0 && task === 'multilabel') return ['', labelTable(matrices, width)];
  return matrices.flatMap(({ name, confusion }) => [
    '',
    renderMatrix(`confusion of ${plainLine(name)}`, confusion, width),
  ]);
}

function labelTable(
  all: readonly (Pick<Targets[number], 'name'> & Required<Pick<Targets[number], 'confusion'>>)[],
  width: number,
): string {
  const labels = all.slice(0, shownLabels);
  const counts = (without: 0 | 1, predicted: 0 | 1) =>
    labels.map(({ confusion }) => String(confusion.counts[without]?.[predicted]));
  const shares = (name: 'recall' | 'precision') =>
    labels.map(({ confusion }) => {
      const share = confusion.perClass[1]?.[name] ?? null;
      return share === null ? '–' : formatShare(share);
    });
  const { text } = renderTable(
    [
      { title: 'label', align: 'left', cells: labels.map(({ name }) => plainLine(name)) },
      { title: 'found', cells: counts(1, 1) },
      { title: 'missed', cells: counts(1, 0) },
      { title: 'wrongly given', cells: counts(0, 1) },
      { title: 'recall', cells: shares('recall') },
      { title: 'precision', cells: shares('precision') },
    ],
    width,
  );
  const more = all.length - labels.length;
  return [pc.bold('confusion of the labels'), text, ...(more > 0 ? [`(and ${more} more labels)`] : [])].join(
    '\n',
  );
}
