import { expect, test } from 'vitest';
import { findJsonFault } from '../../src/space-file/document/json-syntax.ts';
import { randomFor } from '../../src/statistics/random.ts';

const document = `{
  "data": { "source": "csv", "path": "h\\u00e4user\\n.csv", "exclude": [] },
  "space": { "lr": -1.5e-3, "n": [0, 10, 1E+2], "flag": [true, false, null, {}], "\\"q\\"": "\u{1f600}" }
}`;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Characters put in, taken out and swapped at random. */
function mutate(text: string, seed: number): string {
  const random = randomFor('mutate', seed);
  const characters = [...text];
  for (let change = 0; change <= random.below(3); change++) {
    const place = random.below(characters.length);
    const added = [...'{}[],:"\\/#-+.0eEtn \n\t\u0001\u007f\u00a0'][random.below(24)] as string;
    characters.splice(place, random.below(2), ...(random.below(2) === 0 ? [] : [added]));
  }
  return characters.join('');
}

test('a fault is found in exactly the texts that JSON.parse refuses', () => {
  const texts = Array.from({ length: 10_000 }, (_, seed) => mutate(document, seed));
  const disputed = texts.filter((text) => isJson(text) !== (findJsonFault(text) === undefined));
  expect(disputed).toEqual([]);
  expect(texts.filter(isJson).length).toBeGreaterThan(500);
  expect(findJsonFault(document)).toBeUndefined();
});

test('brackets nest a hundred deep and no deeper, so that no text exhausts the stack', () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  expect(findJsonFault(nested(100))).toBeUndefined();
  expect(findJsonFault(nested(100_000))).toEqual({
    offset: 100,
    constraint: 'must not nest deeper than 100 levels',
  });
});

test('a fault lies within the text', () => {
  for (let length = 0; length < document.length; length++) {
    const fault = findJsonFault(document.slice(0, length));
    expect(fault?.offset).toBeLessThanOrEqual(length);
    expect(fault?.constraint).toBeTruthy();
  }
});
