import type { Random } from '../../../src/statistics/random.ts';
import type { FuzzCase, Fuzzer } from '../fuzzer.ts';
import { byteEdits } from '../mutations/bytes.ts';
import { happens, pick } from '../mutations/choice.ts';
import { statements } from '../mutations/statements.ts';
import type { Stock } from '../stock.ts';

const reading: readonly (readonly string[])[] = [
  ...[
    ['top'],
    ['top', '--json', '--k', '9'],
    ['show', '0'],
    ['show', '1', '--json'],
    ['studies'],
    ['studies', '--json'],
  ],
  ...[
    ['ensemble', '--list'],
    ['ensemble', '--list', '--json'],
    ['export', '--format', 'csv', '--to', 'out.csv'],
  ],
  ...[
    ['export', '--format', 'json', '--weights', '--to', 'out.json'],
    ['export', '--format', 'optuna', '--to', 'out.db'],
  ],
];

const working: readonly (readonly string[])[] = [
  ...[
    ['predict', 'penguins.csv', '--quiet'],
    ['predict', 'penguins.csv', '--model', 'pair', '--quiet'],
  ],
  ...[
    ['evaluate', '--quiet'],
    ['evaluate', '--json', '--model', 'pair'],
    ['export', '--to', 'exported'],
  ],
  ...[
    ['data', 'space.json', '--suspects', '--quiet'],
    ['rerun', '0'],
    ['doctor', '--json'],
  ],
  ...[
    ['start', 'space.json', '--no-check', '--quiet', '--trials', '3'],
    ['continue', '0', '--epochs', '1', '--quiet'],
  ],
];

/** Databases of hpsearch with damaged rows, tables or bytes, and every command that reads one. */
export const databases: Fuzzer = {
  name: 'databases',
  shortCases: 20,
  async next(random: Random, stock: Stock): Promise<FuzzCase> {
    const bySql = happens(random, 0.75);
    const edits = bySql
      ? await statements(random, stock, 'hpsearch.db')
      : byteEdits(random, (await stock.bytes('hpsearch.db')).length);
    return {
      title: bySql ? 'damaged rows or tables' : 'damaged bytes',
      files: {
        'hpsearch.db': { stock: 'hpsearch.db', edits },
        'space.json': { stock: 'space.json' },
        'penguins.csv': { stock: 'penguins.csv' },
      },
      commands: [
        pick(random, reading),
        pick(random, reading),
        ...(happens(random, 0.3) ? [pick(random, working)] : []),
      ],
      program: 'server',
      mayChange: ['hpsearch.db'],
    };
  },
};
