import { describe, expect, test } from 'vitest';
import {
  renderCheckLine,
  renderCheckList,
  renderCheckSummary,
  renderExhibit,
} from '../../src/report/text/check-text.ts';
import type { CheckResult, CheckStatus } from '../../src/reports/check-report.ts';

function result(status: CheckStatus, changes: Partial<CheckResult> = {}): CheckResult {
  const message = 'loss 1.1, expected 1.1';
  return {
    name: 'initial-loss',
    hypothesis: 'it holds',
    status,
    message,
    numbers: {},
    exhibits: [],
    seconds: 0.1,
    ...changes,
  };
}

/** Colours come from the environment. */
describe('a check', () => {
  test('is one line, with a mark for its status', () => {
    const lines = (['pass', 'warn', 'fail', 'skip'] as const).map((status) =>
      renderCheckLine(result(status)),
    );
    expect(lines).toEqual(
      ['✓', '!', '✗', '–'].map((mark) => `${mark} initial-loss         loss 1.1, expected 1.1`),
    );
  });

  test('that is to be looked at says in a second line what to look at', () => {
    const text = renderCheckLine(result('fail', { advice: 'look at the last layer' }));
    expect(text.split('\n')).toEqual([
      '✗ initial-loss         loss 1.1, expected 1.1',
      '                       → look at the last layer',
    ]);
  });

  test('that is too long for a terminal goes on below itself', () => {
    const told = result('warn', { message: 'nine letters words and more of them', advice: 'look there' });
    const lines = renderCheckLine(told, 60).split('\n');
    const margin = ' '.repeat(23);
    expect(lines).toEqual([
      '! initial-loss         nine letters words and more of them',
      `${margin}→ look there`,
    ]);
    expect(renderCheckLine(told, 55).split('\n')).toEqual([
      '! initial-loss         nine letters words and more of',
      `${margin}them`,
      `${margin}→ look there`,
    ]);
  });
});

test('a summary counts each status that there is', () => {
  const results = [result('pass'), result('skip'), result('pass'), result('fail')];
  expect(renderCheckSummary(results, 4.24)).toBe('2 passed, 1 failed, 1 skipped, in 4.2 s');
  expect(renderCheckSummary([result('warn')], 75)).toBe('0 passed, 1 to look at, in 1:15');
});

test('the list says which checks start makes', () => {
  const listed = [
    { name: 'builds', hypothesis: 'it builds', isCheap: true },
    { name: 'loss-falls', hypothesis: 'it falls', isCheap: false },
  ];
  expect(renderCheckList(listed, 80).split('\n')).toEqual([
    'check       start  what holds of a sound pipeline',
    'builds      yes    it builds',
    'loss-falls         it falls',
  ]);
});

describe('an exhibit', () => {
  test('of curves is a small curve each, from its first value to its last', () => {
    const series = [
      { name: 'training', values: [2, 1, 0.5] },
      { name: 'validation', values: [2, 2, 2] },
    ];
    const text = renderExhibit({
      kind: 'lines',
      title: 'loss',
      xName: 'epoch',
      yName: 'loss',
      firstX: 0,
      series,
    });
    expect(text.split('\n')).toEqual(['  loss', '  training    █▃▁  2 → 0.5', '  validation  ▁▁▁  2 → 2']);
  });

  test('of bars is as long as the size of each value', () => {
    const text = renderExhibit({ kind: 'bars', title: 'weights', names: ['a', 'width'], values: [-1, 4] });
    expect(text.split('\n')).toEqual([
      '  weights',
      `  a      ${'█'.repeat(5)}                 -1`,
      `  width  ${'█'.repeat(20)}  4`,
    ]);
  });

  test('of text is the text, and of pictures their number', () => {
    expect(renderExhibit({ kind: 'text', title: 'rows', lines: ['a', 'b'] })).toBe('  rows\n  a\n  b');
    const images = [{ caption: 'unit 0', pixels: 'AAAA' }];
    expect(renderExhibit({ kind: 'images', title: 'filters', shape: [1, 1, 3], images })).toBe(
      '  filters\n  1 picture: --html shows it',
    );
  });
});
