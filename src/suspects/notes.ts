import type { ConfusionReport } from '../reports/suspects-report.ts';

/** From this share on the models count as having memorised the training rows. */
const memorisedShare = 0.995;

const meaning = 'the better the models, the more suspects are mistakes of the data';

/**
 * Cautions about a report on classes; `repeated` is the share of training labels that the models reproduce, not a
 * number if there are only rows that they were not trained on.
 */
export function classNotes({ trial, counts }: ConfusionReport, repeated: number): string[] {
  const rows = counts.flat().reduce((sum, count) => sum + count, 0);
  const right = counts.reduce((sum, row, label) => sum + (row[label] as number), 0);
  return [
    `trial ${trial} gives ${percentage(right / rows)} of the validation rows their own class: ${meaning}`,
    ...trainingNote(`give back ${percentage(repeated)} of their labels`, repeated),
  ];
}

/** Cautions about a report on values, from a trial's R² on either split. */
export function valueNotes(trial: number, r2: Readonly<Record<'train' | 'validation', number>>): string[] {
  const explains = (share: number) => percentage(Math.max(0, share));
  return [
    `trial ${trial} explains ${explains(r2.validation)} of the target's variance on validation: ${meaning}`,
    ...trainingNote(`explain ${explains(r2.train)} of their variance`, r2.train),
  ];
}

function trainingNote(fit: string, share: number): string[] {
  if (Number.isNaN(share)) return [];
  const told = `the models were trained on the targets of the rows of train, and ${fit}`;
  return [
    share > memorisedShare
      ? `${told}: mistakes there are memorised and do not show; trials that are smaller or regularised more find them`
      : `${told}: what stands out there does so although it was learnt, and other mistakes may have been memorised`,
  ];
}

function percentage(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
