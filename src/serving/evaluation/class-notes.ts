import type { ConfusionTable } from '../../metrics/confusion.ts';
import type { EvaluationNote } from '../../reports/evaluation-report.ts';
import { counted } from '../../reports/figure.ts';

const listedClasses = 5;

/** Classes that have rows, but are never predicted: accuracy hides them. */
export function classNotes({ classes, counts, perClass }: ConfusionTable): EvaluationNote[] {
  const isPredicted = (label: number) => counts.some((row) => (row[label] as number) > 0);
  const missed = classes.flatMap((name, label) => {
    const rows = perClass[label]?.rows ?? 0;
    return rows > 0 && !isPredicted(label) ? [`'${name}' (${counted(rows, 'row')})`] : [];
  });
  if (missed.length === 0) return [];
  const listed = missed.slice(0, listedClasses).join(', ');
  const more = missed.length > listedClasses ? ` and ${missed.length - listedClasses} more` : '';
  const threshold = classes.length === 2 ? ', training.threshold to "auto"' : '';
  return [
    {
      message: `never predicted: ${listed}${more}`,
      advice: `set data.classWeights to "balanced"${threshold}, or objective.metric to valBalancedAccuracy, valF1 or valAveragePrecision`,
    },
  ];
}
