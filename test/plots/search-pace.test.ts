import { describe, expect, it } from 'vitest';
import { searchPace } from '../../src/plots/search-pace.ts';
import { exampleView } from './example-view.ts';

const { trials } = exampleView({ trials: 100 });
const ending = (times: readonly number[]) => ({ ...trials, endedAt: Float64Array.from(times) });

describe('the pace of a search', () => {
  it('is measured over the last trials that ended', () => {
    // 50 slow ones, and then one every 10 seconds.
    const slow = Array.from({ length: 50 }, (_, place) => 100 * place);
    const fast = Array.from({ length: 50 }, (_, place) => 5000 + 10 * place);
    expect(searchPace(ending([...fast, Number.NaN, ...slow]), 5490)?.perMinute).toBeCloseTo(6, 6);
  });

  it('falls while nothing ends', () => {
    const times = [0, 10, 20, 30];
    expect(searchPace(ending(times), 31)?.perMinute).toBeCloseTo(6, 6);
    expect(searchPace(ending(times), 130)?.perMinute).toBeCloseTo((60 * 3) / 120, 6);
  });

  it('is not known before two trials have ended', () => {
    expect(searchPace(ending([5, Number.NaN]), 10)).toBeUndefined();
  });
});
