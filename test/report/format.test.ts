import { describe, expect, it } from 'vitest';
import {
  formatConfiguration,
  formatCount,
  formatDuration,
  formatNumber,
  formatShare,
  formatValue,
} from '../../src/report/text/parts/format.ts';

describe('a number', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [52_650, '52650'],
    [123_456_789, '123456789'],
    [0.08123, '0.08123'],
    [0.081234, '0.08123'],
    [0.5, '0.5'],
    [-0.081239, '-0.08124'],
    [0.1 + 0.2, '0.3'],
    [99.999_9, '100'],
    [12_345.6, '12350'],
    [0.001, '0.001'],
    [0.000_999_99, '1e-3'],
    [0.000_32, '3.2e-4'],
    [1.005e-7, '1.005e-7'],
    [1.5e-7, '1.5e-7'],
    [-5e-10, '-5e-10'],
    [1_234_567.8, '1.235e6'],
    [1e20, '1e20'],
    [1.7e308, '1.7e308'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
  ])('%d is written %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('can be read back to four digits, whatever its size', () => {
    for (let exponent = -300; exponent <= 300; exponent += 7) {
      const value = 1.234_567 * 10 ** exponent;
      expect(Math.abs(Number(formatNumber(value)) / value - 1)).toBeLessThan(5e-4);
    }
  });
});

describe('a duration', () => {
  it.each([
    [0, '0.0 s'],
    [3.21, '3.2 s'],
    [9.94, '9.9 s'],
    [9.95, '0:10'],
    [59.4, '0:59'],
    [59.5, '1:00'],
    [760, '12:40'],
    [3599.6, '1:00:00'],
    [11_100, '3:05:00'],
    [360_000, '100:00:00'],
  ])('%d s is written %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('a count', () => {
  it.each([
    [0, '0'],
    [9_999, '9999'],
    [10_000, '10k'],
    [52_650, '52.7k'],
    [999_499, '999k'],
    [999_500, '1M'],
    [1_234_567, '1.23M'],
    [999_600_000, '1G'],
    [2_500_000_000, '2.5G'],
  ])('%d is written %s', (count, text) => {
    expect(formatCount(count)).toBe(text);
  });
});

it('a share is written in percent', () => {
  expect([formatShare(0.9654), formatShare(1), formatShare(0)]).toEqual(['96.54 %', '100.00 %', '0.00 %']);
});

it('a value is written as it is, and a dash where there is none', () => {
  expect([1e-4, 'adam', true, null, undefined].map(formatValue)).toEqual(['1e-4', 'adam', 'true', '–', '–']);
});

it('a configuration is one line', () => {
  const config = { learningRate: 0.0021, layers: 2, optimizer: 'adam', useBias: false };
  expect(formatConfiguration(config)).toBe('learningRate 0.0021, layers 2, optimizer adam, useBias false');
});
