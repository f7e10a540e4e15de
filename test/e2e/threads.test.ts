import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { seekTfjsNode } from '../../src/training/native/tfjs-node.ts';
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

test.skipIf(seekTfjsNode() === undefined)(
  'a training on native TensorFlow with two threads has the same bits in each run',
  async () => {
    vi.stubEnv('TF_NUM_INTRAOP_THREADS', '2');
    writeSpace(directory, {
      data: { source: 'digits', split: { validation: 0.2 } },
      ...{ model: { type: 'mlp' }, training: { maxEpochs: 2, backend: 'native' }, search: { trials: 1 } },
      space: { layers: 2, units: 512, batchSize: 256 },
    });
    const runs = ['first', 'second'].map(async (name) => {
      const db = join(directory, `native-${name}.db`);
      const { code, stderr } = await run(['start', 'space.json', '--db', db, '--quiet'], directory);
      expect({ code, stderr }).toMatchObject({ code: 0 });
      return (await recorded(db)).map(({ state, value, history }) => ({ state, value, history }));
    });
    const [first, second] = await Promise.all(runs);
    vi.unstubAllEnvs();
    expect(first).toMatchObject([{ state: 'complete' }]);
    expect(second).toEqual(first);
  },
);
