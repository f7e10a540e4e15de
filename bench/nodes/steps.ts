import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { projectFolder } from '../child.ts';
import type { InstalledNode } from './install.ts';

export interface Step {
  readonly title: string;
  /** Gives the text that must be the same on every Node; throws what went wrong. */
  run(node: InstalledNode): Promise<string>;
}

export interface StepResult {
  readonly title: string;
  readonly seconds: number;
  /** The first digits of the result's checksum. */
  readonly checksum?: string;
  readonly failure?: string;
}

const hpsearch = 'node_modules/hpsearch';
const space = (file: string) => join(hpsearch, 'search-spaces', file);
const top = ['top', '--k', '1000', '--json'];
/** Rooms whose tests open no database: the SQLite of the project's own node_modules suits one Node alone. */
const testedRooms = ['study', 'samplers', 'pruners', 'data', 'training/wasm-kernels', 'training/optimizers'];

export const steps: readonly Step[] = [
  commands("the README's job", ['start', space('mnist-mlp.json')], top, ['ensemble', '--json']),
  commands('convolutions', ['start', space('digits-cnn.json'), '--backend', 'wasm'], top),
  commands("a user's module", ['start', space('digits-module.json'), '--backend', 'wasm'], top),
  commands(
    'regression, a process a trial',
    ['start', space('penguins-mass.yaml'), '--backend', 'wasm', '--isolation', 'process'],
    top,
    ['evaluate', '--json'],
  ),
  {
    title: 'search, ensemble, distill in a program',
    run: async (node) => {
      await printed(node, [join(hpsearch, 'examples/search-iris.mjs'), 'program.db']);
      return printed(node, [join(hpsearch, 'dist/src/cli.js'), ...top, '--db', 'program.db']);
    },
  },
  {
    title: 'tests without a database',
    run: async (node) => {
      const rooms = testedRooms.map((room) => `test/${room}`);
      const args = [join(projectFolder, 'node_modules/vitest/vitest.mjs'), 'run', ...rooms];
      const { failure } = await node.run(args, projectFolder);
      if (failure !== undefined) throw new Error(failure);
      return 'passed';
    },
  },
];

/** Never rejects. */
export async function runStep({ title, run }: Step, node: InstalledNode): Promise<StepResult> {
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  try {
    const text = await run(node);
    const checksum = createHash('sha256').update(text).digest('hex').slice(0, 8);
    return { title, seconds: seconds(), checksum };
  } catch (error) {
    return { title, seconds: seconds(), failure: (error as Error).message };
  }
}

/** Commands on a database of their own; the JSON that they print is the result. */
function commands(title: string, ...lines: readonly (readonly string[])[]): Step {
  return {
    title,
    run: async (node) => {
      const results: string[] = [];
      for (const line of lines) {
        const db = `${title.replaceAll(/\W+/g, '-')}.db`;
        const output = await printed(node, [join(hpsearch, 'dist/src/cli.js'), ...line, '--db', db]);
        if (line.includes('--json')) results.push(output);
      }
      return results.join('\n');
    },
  };
}

/** The text that a program prints, without times where it is JSON. */
async function printed(node: InstalledNode, args: readonly string[]): Promise<string> {
  const { output, failure } = await node.run(args);
  if (failure !== undefined) throw new Error(failure);
  return args.includes('--json') ? JSON.stringify(JSON.parse(output, withoutTimes)) : output;
}

function withoutTimes(key: string, value: unknown): unknown {
  return /(?:seconds|Ms)$/i.test(key) ? undefined : value;
}
