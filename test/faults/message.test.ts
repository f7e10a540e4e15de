import { expect, it } from 'vitest';
import { action, isMessage, joined, message, option, worded } from '../../src/faults/message.ts';

const remedy = message`${option('keep', 3)} of ${action('search', { space: "it's.json" })}; ${4} more`;

it('a message is a text where it names no option and no action', () => {
  expect(message`trial ${3} of ${'a'}`).toBe('trial 3 of a');
  expect(joined(['a', message`b ${option('k')}`], ', ')).toEqual([
    'a',
    ', ',
    'b ',
    { option: 'k', value: undefined },
  ]);
  expect(joined([], ', ')).toBe('');
});

it('a program reads property names and calls', () => {
  expect(worded(remedy)).toBe(String.raw`keep: 3 of search({ space: 'it\'s.json' }); 4 more`);
});

it('another caller reads its own words', () => {
  const wording = { option: () => 'OPTION', action: () => 'ACTION' };
  expect(worded(remedy, wording)).toBe('OPTION of ACTION; 4 more');
});

it('what another thread sends is a message only where all its parts are plain and known', () => {
  expect([isMessage('a'), isMessage(remedy), isMessage(structuredClone(remedy))]).toEqual([true, true, true]);
  for (const strange of [
    ...[3, null, {}, [null], [3], [{}]],
    ...[
      [{ option: 'k', value: {} }],
      [{ action: 'delete', options: {} }],
      [{ action: 'search', options: null }],
    ],
    [{ action: 'search', options: { space: () => 1 } }],
  ]) {
    expect([strange, isMessage(strange)]).toEqual([strange, false]);
  }
});
