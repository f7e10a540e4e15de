import type { Dataset } from '../../data/dataset.ts';
import { counted, figure, percent } from '../../reports/figure.ts';
import { meanOf } from '../../statistics/mean.ts';
import { binomialTail } from '../../statistics/significance.ts';
import type { Check, Verdict } from '../check.ts';
import { evidenceOf, type LabelEvidence } from './labels/evidence.ts';
import { labelledRows } from './labels/labelled-rows.ts';

/** The best of three predictors exceeds this in about one of a thousand data sets with shuffled labels. */
const certainDeviations = 3.3;
/** The same limit for the best of four shifts, and for its lead over the unshifted labels. */
const certainOfShift = 4;
const aheadBy = 2;
/** Below this there is not even a hint. */
const hintDeviations = 2;
/** Below this nothing can be concluded. */
const fewestToDoubt = 200;
/** With this many rows, a correlation of 0.25 exceeds the limit of a hint 97 times in 100. */
const fewestToFail = 500;
const shifts = [-1, 1, -2, 2];
const shiftCertainty = 1e-6;
/**
 * The factor by which shifted labels must reduce the wrong rows: for a warning, and for a failure if most rows are
 * wrong with their own labels.
 */
const certainGain = 2;
const plainGain = 4;

/**
 * Tests whether anything can be learnt at all. Three quick predictors are fitted on one half of training and validation
 * and tested on the other, in both directions. Only labels that look shuffled to all three are a fault. The test is not
 * conclusive: a parity of many features, or correlations of less than a tenth, look shuffled too. So it fails only from
 * 500 rows on, and warns below. The test split is not used.
 */
export const labelsFitRows: Check = {
  name: 'labels-fit-rows',
  hypothesis: 'the inputs of a row tell something about its own label',
  isCheap: false,
  run({ dataset, seed }): Verdict {
    const data = labelledRows(dataset, seed);
    const measure = evidenceOf(data);
    const own = measure(data.labels(0));
    const shifted = shifts.map((shift) => ({ shift, ...measure(data.labels(shift)) }));
    const best = shifted.reduce((one, other) => (other.deviations > one.deviations ? other : one));
    const numbers = {
      rows: data.rows,
      deviations: own.deviations,
      shift: best.shift,
      shiftedDeviations: best.deviations,
    };
    const told = `${own.predictor}: ${figure(own.deviations)} standard deviations above shuffled labels`;
    if (own.deviations >= certainDeviations) {
      const fitting = shifted.find((other) => fitsBetter(other, own, certainGain));
      if (fitting === undefined) return { status: 'pass', message: told + rightShare(own), numbers };
      const isPlain = wrongShare(own) > 0.5 && fitsBetter(fitting, own, plainGain);
      const message = `${placeOf(fitting.shift)} better${rightShare(fitting)} than their own${rightShare(own)}`;
      return { status: isPlain ? 'fail' : 'warn', message, advice: shiftAdvice, numbers };
    }
    if (best.deviations >= certainOfShift && best.deviations >= own.deviations + aheadBy) {
      const message = `${placeOf(best.shift)} (${figure(best.deviations)} standard deviations above shuffled labels), and not their own (${figure(own.deviations)})`;
      return { status: 'fail', message, advice: shiftAdvice, numbers };
    }
    const deviations = meanDeviations(dataset, seed, own);
    return unfit(data.rows, { ...own, deviations }, { ...numbers, deviations });
  },
};

/**
 * The mean of three ways to divide the rows in halves: by one alone, labels that were shuffled come to a hint 4 times in 100,
 * by three never in 30 times.
 */
function meanDeviations(dataset: Dataset, seed: number, { deviations }: LabelEvidence): number {
  const others = [1, 2].map((way) => {
    const data = labelledRows(dataset, seed, way);
    return evidenceOf(data)(data.labels(0)).deviations;
  });
  return meanOf([deviations, ...others]);
}

const shiftAdvice =
  'Look at where inputs and labels are put together: a header, a shift or a dropped row moves one of them.';

function unfit(rows: number, own: LabelEvidence, numbers: Record<string, number>): Verdict {
  const found = `the best is ${own.predictor}, ${figure(own.deviations)} standard deviations above shuffled labels`;
  if (rows < fewestToDoubt) {
    return { status: 'skip', message: `${counted(rows, 'row')} are too few to tell (${found})`, numbers };
  }
  const isSure = rows >= fewestToFail && own.deviations < hintDeviations;
  return {
    status: isSure ? 'fail' : 'warn',
    message: `the inputs of ${counted(rows, 'row')} tell nothing of the labels: ${found}`,
    advice:
      'Are the labels shuffled, or of other rows? Hard data can look like this too: then a long run must show it.',
    numbers,
  };
}

function placeOf(shift: number): string {
  const distance = Math.abs(shift) === 1 ? 'the row' : 'two rows';
  return `the inputs fit the labels of ${distance} ${shift > 0 ? 'after' : 'before'}: shifted by ${Math.abs(shift) === 1 ? 'one' : 'two'}`;
}

/**
 * True when the nearest neighbours are wrong less often by the factor `gain`. Only for classes: numbers in a time
 * series may follow their predecessor. Classes of a sorted file may too, so shifted labels are often better than
 * chance.
 */
function fitsBetter(other: LabelEvidence, own: LabelEvidence, gain: number): boolean {
  let gained = 0;
  let lost = 0;
  let stillWrong = 0;
  own.hits.forEach((hit, row) => {
    const otherHit = other.hits[row];
    if (hit === 2 || otherHit === 2) return;
    if (hit === otherHit) stillWrong += 1 - hit;
    else if (hit === 0) gained++;
    else lost++;
  });
  const isRarer = gained + stillWrong > gain * (lost + stillWrong);
  return isRarer && binomialTail(gained, gained + lost, 0.5) < shiftCertainty;
}

function wrongShare({ hits }: LabelEvidence): number {
  const judged = hits.filter((hit) => hit !== 2);
  return judged.filter((hit) => hit === 0).length / Math.max(1, judged.length);
}

function rightShare(evidence: LabelEvidence): string {
  const isJudged = evidence.hits.some((hit) => hit !== 2);
  return isJudged ? ` (nearest neighbours: ${percent(1 - wrongShare(evidence))} right)` : '';
}
