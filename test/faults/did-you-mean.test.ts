import { expect, test } from 'vitest';
import { didYouMean, nearestWord, nearValue } from '../../src/faults/did-you-mean.ts';

const words = ['units', 'layers', 'learningRate', 'min', 'max', 'step', 'l2'];

test.each([
  ['unit', 'units'],
  ['uints', 'units'],
  ['Units', 'units'],
  ['learning_rate', 'learningRate'],
  ['LEARNINGRATE', 'learningRate'],
  ['leraningRtae', 'learningRate'],
  ['layrs', 'layers'],
  ['mni', 'min'],
  ['mn', 'min'],
  ['minn', 'min'],
  ['units', 'units'],
])('%s is near %s', (word, near) => {
  expect(nearestWord(word, words)).toBe(near);
});

test.each(['width', 'lr', 'med', 'learn', '', 'x', 'untied'])('%s is near nothing', (word) => {
  expect(nearestWord(word, words)).toBeUndefined();
});

test('the nearest wins, and the first of equals', () => {
  expect(nearestWord('cat', ['cart', 'cat'])).toBe('cat');
  expect(nearestWord('cat', ['car', 'bat'])).toBe('car');
});

test('didYouMean asks, where something is near and text was given', () => {
  expect(didYouMean('unit', words)).toBe("did you mean 'units'?");
  expect(didYouMean('width', words)).toBeUndefined();
  expect(didYouMean(3, words)).toBeUndefined();
});

test('nearValue tells when only the quotes are wrong', () => {
  expect(nearValue('2', [1, 2])).toBe('write 2 without quotes');
  expect(nearValue(2, ['1', '2'])).toBe('write "2" in quotes');
  expect(nearValue('adm', ['adam', 3])).toBe("did you mean 'adam'?");
});
