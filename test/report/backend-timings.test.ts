import { expect, test } from 'vitest';
import { describeTimings } from '../../src/report/text/backend-timings.ts';

test('timings are shown to three digits, the fastest first', () => {
  expect(describeTimings({ native: 4.6182, wasm: 0.71234, cpu: 30.06 })).toBe(
    'wasm 0.712, native 4.62, cpu 30.1 ms a step',
  );
});

test('where nothing was measured there is nothing to show', () => {
  expect(describeTimings({})).toBe('');
});
