import { expect, test } from 'vitest';
import { describeBackend } from '../../src/report/text/backend-text.ts';

test('says what was measured, the chosen backend first', () => {
  expect(describeBackend('wasm', { native: 4.5678, wasm: 0.4123, cpu: 12.3 })).toBe(
    'wasm (0.41 ms a step; native 4.6; cpu 12)',
  );
  expect(describeBackend('cpu', { cpu: 0.0512 })).toBe('cpu (0.051 ms a step)');
});

test('says no more than its name of one that was pinned', () => {
  expect(describeBackend('native', {})).toBe('native');
});
