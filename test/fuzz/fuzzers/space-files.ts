import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Random } from '../../../src/statistics/random.ts';
import type { CaseFile, FuzzCase, Fuzzer, Run } from '../fuzzer.ts';
import { happens, pick } from '../mutations/choice.ts';
import { mutateValue } from '../mutations/json-value.ts';
import { encoded, mutateText } from '../mutations/text.ts';
import { root } from '../root.ts';
import { largeSpace } from './large-spaces.ts';
import { madeSpace } from './made-space.ts';
import { faultsOfSample } from './sample-oracle.ts';

const folder = join(root, 'search-spaces');
const model = readFileSync(join(folder, 'residual-mlp.mjs'), 'utf8');
const validSpaces = readdirSync(folder)
  .filter((name) => /\.(json|yaml)$/.test(name))
  .sort()
  .map((name) => parse(readFileSync(join(folder, name), 'utf8')) as unknown)
  .concat([
    {
      model: { objective: './objective.mjs' },
      space: {
        a: { type: 'normal', mean: 0, std: 1, min: -1, max: 2 },
        b: { type: 'logNormal', mean: 0, std: 1, when: { d: ['x', 'y'] } },
        c: { type: 'int', min: -10, max: 10, step: 5 },
        d: { type: 'choice', values: ['x', 'y', 'z', 1, true], weights: [1, 2, 3, 0.5, 1] },
        e: { type: 'uniform', min: 0, max: 1, step: 0.25, when: { d: 'x' } },
      },
      objective: { metric: 'score', direction: 'maximize' },
      training: { timeoutSeconds: 3 },
    },
  ]);

/** Space files, JSON and YAML: valid ones with changes to their structure or to their text, and very large ones. */
export const spaceFiles: Fuzzer = {
  name: 'space-files',
  shortCases: 50,
  next(random: Random): FuzzCase {
    const isYaml = happens(random, 0.4);
    const { title, file } = content(random, isYaml);
    const name = isYaml ? 'space.yaml' : 'space.json';
    const sample = ['sample', name, '--n', '6', '--json'];
    return {
      title: `${title}, ${isYaml ? 'YAML' : 'JSON'}`,
      files: { [name]: file, 'residual-mlp.mjs': { text: model }, 'objective.mjs': { text: objective } },
      commands: happens(random, 0.2) ? [sample, sample, ['data', name, '--quiet']] : [sample, sample],
      program: 'server',
      expected: name,
    };
  },
  judge: ({ files, expected }: FuzzCase, runs: readonly Run[]): string[] => {
    const [first, second] = runs;
    if (first === undefined || second === undefined) return [];
    if (first.stdout !== second.stdout) return ['the same space and seed gave two samples'];
    if (first.code !== 0) return [];
    const file = files[String(expected)];
    return file === undefined ? [] : faultsOfSample(file, first.stdout);
  },
};

const objective = 'export const run = (config) => ({ score: Number(config.a) });\n';

function content(random: Random, isYaml: boolean): { title: string; file: CaseFile } {
  const write = (value: unknown) => (isYaml ? inYaml(value) : JSON.stringify(value, null, 2));
  const valid = pick(random, validSpaces);
  if (happens(random, 0.02)) {
    const { title, space } = largeSpace(random);
    return { title, file: { text: write(space) } };
  }
  if (happens(random, 0.25)) return { title: 'a made space', file: { text: write(madeSpace(random)) } };
  if (happens(random, 0.6))
    return { title: 'changed structure', file: { text: write(mutateValue(random, valid)) } };
  const text = mutateText(random, write(happens(random, 0.2) ? mutateValue(random, valid) : valid));
  return { title: 'changed text', file: encoded(random, text) };
}

/** The writer of YAML cannot go as deep as the one of JSON, which is YAML too. */
function inYaml(value: unknown): string {
  try {
    return stringify(value);
  } catch {
    return JSON.stringify(value);
  }
}
