import { expect, it } from 'vitest';
import { parseSpace } from '../../../src/space-file/parse-space.ts';
import { surplusWidths } from '../../../src/study/searched/surplus-widths.ts';
import { mlp } from '../../../src/training/models/mlp.ts';

const read = (space: object) =>
  parseSpace(JSON.stringify({ data: 'iris', space }), 's.json', { mlp: mlp.parameters });

it.each([
  [{ units5: 8, layers: 2 }, 2],
  [{ units5: 8, layers: { type: 'int', min: 1, max: 4 } }, 4],
  [{ units5: 8, layers: { type: 'choice', values: [1, 4] } }, 4],
  [{ units5: { type: 'int', min: 1, max: 9 } }, 2],
])('a width of a layer that there cannot be is refused: %j', (space, most) => {
  expect(() => read(space)).toThrow(
    `space.units5: must name a layer that there can be: layers is at most ${most}`,
  );
});

it('the width of a layer that there can be is taken', () => {
  const { spec } = read({ units2: 8, units5: 8, layers: { type: 'int', min: 1, max: 5 } });
  expect(surplusWidths(spec.space, 2)).toEqual({ names: [], most: 5 });
});
