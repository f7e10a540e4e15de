import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { recorded, run, temporaryDirectory, writeSpace } from './hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

test.each([
  ['mlp', { layers: 2, units: 512, dropout: 0.2 }],
  ['cnn', { blocks: 2, filters: 32, units: 128 }],
])(
  'a single %s that three threads train has the losses and weights of one thread, and goes on alike',
  async (type, space) => {
    const training = { maxEpochs: 2, backend: 'wasm' };
    const data = { source: 'digits', split: { validation: 0.2 } };
    writeSpace(directory, {
      ...{ data, model: { type }, training, search: { trials: 1 } },
      space: { ...space, batchSize: 256 },
    });
    const trialsOf = async (workers: string) => {
      const db = join(directory, `${type}-${workers}.db`);
      const flags = ['--workers', workers, '--db', db, '--quiet'];
      for (const command of [
        ['start', 'space.json'],
        ['continue', '--top', '1', '--epochs', '3'],
      ]) {
        const { code, stderr } = await run([...command, ...flags], directory);
        expect({ code, stderr }).toMatchObject({ code: 0 });
      }
      return (await recorded(db)).map(({ state, value, metrics, history }) => ({
        state,
        value,
        metrics,
        history,
      }));
    };
    const [one, three] = await Promise.all([trialsOf('1'), trialsOf('3')]);
    expect(one).toHaveLength(2);
    expect(three).toEqual(one);
  },
);
