import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../e2e/served.ts';

/** A space of irises: a trial takes a tenth of a second an epoch at most. */
export const irisSpace = {
  name: 'irises',
  data: { source: 'iris' },
  model: { type: 'mlp' },
  space: {
    learningRate: { type: 'logUniform', min: 0.001, max: 0.1 },
    units: { type: 'logInt', min: 4, max: 32 },
    optimizer: { type: 'choice', values: ['adam', 'sgd'] },
    momentum: { type: 'uniform', min: 0, max: 0.9, when: { optimizer: 'sgd' } },
  },
  training: { maxEpochs: 4, patience: 4, backend: 'wasm' },
  search: { trials: 5 },
};

/** Writes a space file, with changes of its sections. */
export function writeSpace(
  folder: string,
  changes: Partial<Record<keyof typeof irisSpace, unknown>> = {},
): void {
  writeFileSync(join(folder, 'space.json'), JSON.stringify({ ...irisSpace, ...changes }));
}

/** Searches in the folder with the built command line, in a process that has loaded it before. */
export async function trainStudy(folder: string): Promise<void> {
  writeSpace(folder);
  const { code, stderr } = await run(['start', 'space.json', '--quiet'], folder);
  if (code !== 0) throw new Error(`the search ended with ${code}: ${stderr}`);
}
