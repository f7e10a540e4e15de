import { describe, expect, it } from 'vitest';
import type { Metric } from '../../src/metrics/metric.ts';

/** Examples of one task for a metric's contract. */
export interface MetricExamples<Examples> {
  /** With the value that scikit-learn gives each metric. */
  readonly vectors: readonly {
    readonly examples: Examples;
    readonly values: Readonly<Record<string, number>>;
  }[];
  /** Examples for which some definitions divide by zero. */
  readonly degenerate: Readonly<Record<string, Examples>>;
  /** Examples that are predicted without a mistake. */
  readonly perfect: Examples;
  rowsOf(examples: Examples): number;
  /** The examples of these rows, in this order and possibly with repetitions. */
  take(examples: Examples, rows: readonly number[]): Examples;
}

/** The contract of every metric. */
export function metricContract<Examples>(
  name: string,
  metric: Metric<Examples>,
  { vectors, degenerate, perfect, rowsOf, take }: MetricExamples<Examples>,
): void {
  describe(name, () => {
    it('is catalogued under its own name', () => {
      expect(metric.name).toBe(name);
    });

    it("has scikit-learn's value", () => {
      const known = vectors.filter(({ values }) => name in values);
      expect(known).not.toHaveLength(0);
      for (const { examples, values } of known) {
        expect(metric.measure(examples)()).toBeCloseTo(values[name] as number, 10);
      }
    });

    it('stays in its range', () => {
      const [min, max] = metric.range;
      for (const examples of [...vectors.map((each) => each.examples), ...Object.values(degenerate)]) {
        const value = metric.measure(examples)();
        expect(value).toBeGreaterThanOrEqual(min);
        expect(value).toBeLessThanOrEqual(max);
      }
    });

    it.each(Object.keys(degenerate))('is finite for %s', (title) => {
      expect(metric.measure(degenerate[title] as Examples)()).toSatisfy(Number.isFinite);
    });

    it('has its best value where nothing is wrong', () => {
      const [min, max] = metric.range;
      expect(metric.measure(perfect)()).toBeCloseTo(metric.direction === 'minimize' ? min : max, 10);
    });

    it('is a mean of ones and zeros where it says that it is a share of rows', () => {
      const parts = vectors.flatMap(({ examples }) => [...(metric.perExample?.(examples) ?? [Number.NaN])]);
      if (metric.isShareOfRows) expect(parts.every((part) => part === 0 || part === 1)).toBe(true);
      else expect(parts.every((part) => part === 0 || part === 1)).toBe(false);
    });

    it('takes a row of weight n for n equal rows', () => {
      for (const { examples } of vectors) {
        const weights = Float64Array.from({ length: rowsOf(examples) }, (_, row) => (row * 7) % 4);
        const rows = Array.from(weights).flatMap((weight, row) => Array<number>(weight).fill(row));
        const repeated = metric.measure(take(examples, rows))();
        expect(metric.measure(examples)(weights)).toBeCloseTo(repeated, 10);
      }
    });

    it('does not depend on the order of the rows', () => {
      for (const { examples } of vectors) {
        const reversed = Array.from({ length: rowsOf(examples) }, (_, row) => row).reverse();
        const value = metric.measure(examples)();
        expect(metric.measure(take(examples, reversed))()).toBeCloseTo(value, 10);
      }
    });

    it('is the mean of its examples where it names them', () => {
      for (const { examples } of vectors) {
        const each = metric.perExample?.(examples);
        if (each === undefined) return;
        const mean = each.reduce((sum, value) => sum + value, 0) / each.length;
        expect(mean).toBeCloseTo(metric.measure(examples)(), 10);
      }
    });
  });
}
