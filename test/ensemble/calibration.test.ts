import { describe, expect, it } from 'vitest';
import { calibrationOf, expectedCalibrationError } from '../../src/ensemble/calibration.ts';
import { probabilities } from './example-models.ts';

/** The "minimal standard" generator of Park & Miller (1988), which the Python that computed the figures below ran too. */
function parkMiller(length: number): number[] {
  let state = 12_345;
  return Array.from({ length }, () => {
    state = (16_807 * state) % 2_147_483_647;
    return state / 2_147_483_647;
  });
}

/** 300 rows of three classes; seven labels of ten are the likeliest class. */
function example() {
  const uniform = parkMiller(1200);
  const rows = Array.from({ length: 300 }, (_, row) => {
    const parts = uniform.slice(3 * row, 3 * row + 3).map((u) => u ** 3 + 0.01);
    const sum = parts.reduce((total, part) => total + part, 0);
    return parts.map((part) => part / sum);
  });
  const y = Float32Array.from(rows, (row, index) => {
    const draw = uniform[900 + index] as number;
    return draw < 0.7 ? row.indexOf(Math.max(...row)) : Math.floor(3 * draw);
  });
  return { probabilities: Float64Array.from(rows.flat()), y };
}

describe('the expected calibration error', () => {
  /**
   * Confidences 0.95, 0.95, 0.9 | 0.8, of which right, right, wrong | wrong. In bins of 1/15 the first two share
   * (14/15, 1], 0.9 is in (13/15, 14/15] and 0.8 in (11/15, 12/15]: (|2 − 1.9| + |0 − 0.9| + |0 − 0.8|) / 4.
   */
  it('is that of an example by hand', () => {
    const stated = Float64Array.from(probabilities([0.05, 0.95, 0.1, 0.8]));
    expect(expectedCalibrationError(stated, [0, 1, 1, 0], 2)).toBeCloseTo((0.1 + 0.9 + 0.8) / 4, 14);
  });

  it('counts an upper end of a bin to that bin: 0.8 goes with 0.75, not with 0.85', () => {
    const stated = Float64Array.from(probabilities([0.8, 0.75, 0.85]));
    const [atEnd, below, above] = [0.8, 0.75 - 1, 0.85 - 1];
    const error = (Math.abs(atEnd + below) + Math.abs(above)) / 3;
    expect(expectedCalibrationError(stated, [0, 1, 1], 2)).toBeCloseTo(error, 14);
  });

  it('is nothing where confidence is accuracy, and all where it never is', () => {
    expect(expectedCalibrationError(Float64Array.from(probabilities([0.5, 0.5])), [0, 1], 2)).toBe(0);
    expect(expectedCalibrationError(Float64Array.from(probabilities([1, 0])), [1, 0], 2)).toBe(0);
    expect(expectedCalibrationError(Float64Array.from(probabilities([1, 0])), [0, 1], 2)).toBe(1);
  });

  it('is that of NumPy, and the likelihood that of scikit-learn', () => {
    const { probabilities: stated, y } = example();
    // np.digitize with right=True over np.linspace(0, 1, 16); sklearn.metrics.log_loss. NumPy 2, scikit-learn 1.
    const { ece, nll } = calibrationOf(stated, y, ['a', 'b', 'c']);
    expect(ece).toBeCloseTo(0.21685535183116783, 12);
    expect(nll).toBeCloseTo(0.8445351943669063, 12);
  });
});
