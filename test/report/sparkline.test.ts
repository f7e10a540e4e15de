import { describe, expect, it } from 'vitest';
import { sparkbars, sparkline } from '../../src/report/text/parts/sparkline.ts';

describe('a sparkline', () => {
  it('goes from the lowest value to the highest', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 20)).toBe('▁▂▃▄▅▆▇█');
    expect(sparkline([-7, 0], 20)).toBe('▁█');
    expect(sparkline([1e300, -1e300, 1e300], 20)).toBe('█▁█');
  });

  it('is flat for a curve that is', () => {
    expect(sparkline([3, 3, 3], 20)).toBe('▁▁▁');
    expect(sparkline([3], 20)).toBe('▁');
  });

  it('shows means where the curve is longer than the line', () => {
    expect(sparkline([0, 2, 7, 9], 2)).toBe('▁█');
    // Means 1, 4.5, 8.
    expect(sparkline([0, 2, 4, 5, 7, 9], 3)).toBe('▁▅█');
  });

  it('is never wider than asked, and as long as the curve where that fits', () => {
    for (let length = 0; length <= 50; length++) {
      const values = Array.from({ length }, (_, index) => Math.sin(index));
      for (const width of [-3, 0, 1, 7, 50]) {
        const line = sparkline(values, width);
        expect(line).toHaveLength(Math.max(0, Math.min(length, width)));
        expect(line).toMatch(/^[▁-█]*$/);
      }
    }
  });
});

describe('bars', () => {
  it('stand on zero, and not on the smallest count', () => {
    expect(sparkbars([9, 7, 7, 8], 20)).toBe('█▆▆▇');
    expect(sparkbars([4, 4, 4], 20)).toBe('███');
    expect(sparkbars([0, 7], 20)).toBe('▁█');
  });

  it('are means where there are more than fit, and flat where nothing was counted', () => {
    expect(sparkbars([2, 4, 6, 6], 2)).toBe('▅█');
    expect(sparkbars([0, 0], 2)).toBe('▁▁');
    expect(sparkbars([], 2)).toBe('');
  });
});
