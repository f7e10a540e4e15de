import type { Random } from '../../../src/statistics/random.ts';
import type { CaseFile, FuzzCase, Fuzzer, Run } from '../fuzzer.ts';
import { byteEdits } from '../mutations/bytes.ts';
import { happens, pick } from '../mutations/choice.ts';
import { mutateValue } from '../mutations/json-value.ts';
import { statements } from '../mutations/statements.ts';
import { encoded, mutateText } from '../mutations/text.ts';
import type { Stock } from '../stock.ts';

/** Studies in JSON, CSV and Optuna's tables with damages, and the commands that read what was imported. */
export const imports: Fuzzer = {
  name: 'imports',
  shortCases: 10,
  async next(random: Random, stock: Stock): Promise<FuzzCase> {
    const format = pick(random, ['json', 'json', 'csv', 'optuna', 'optuna'] as const);
    const { name, file } = await damaged(random, format, stock);
    const flags =
      format === 'csv' || (format === 'optuna' && happens(random, 0.2)) ? ['--space', 'space.json'] : [];
    return {
      title: `${format}, damaged`,
      files: {
        [name]: file,
        'space.json': { stock: 'space.json' },
        'penguins.csv': { stock: 'penguins.csv' },
      },
      commands: [
        ['import', name, '--db', 'new.db', ...flags],
        ...[
          ['top'],
          ['show', '0'],
          ['studies', '--json'],
          ['show', '1', '--json'],
          ['top', '--json', '--k', '9'],
        ].map((args) => [...args, '--db', 'new.db']),
        ['export', '--format', pick(random, ['json', 'csv', 'optuna']), '--to', 'again', '--db', 'new.db'],
        ...(happens(random, 0.15) ? [['predict', 'penguins.csv', '--db', 'new.db', '--quiet']] : []),
        ...(happens(random, 0.1)
          ? [['start', 'space.json', '--no-check', '--trials', '4', '--db', 'new.db', '--quiet']]
          : []),
      ],
      program: 'server',
      // The commands after the import may bring the new database to a state of their own.
      mayChange: ['new.db'],
    };
  },
  /** A refused import has left no study for the commands after it. */
  judge: (_case, [imported, ...later]: readonly Run[]) =>
    imported?.code === 2 && later.some(({ code, args }) => code === 0 && args[0] !== 'start')
      ? ['a refused import has left a study behind']
      : [],
};

async function damaged(
  random: Random,
  format: 'json' | 'csv' | 'optuna',
  stock: Stock,
): Promise<{ name: string; file: CaseFile }> {
  if (format === 'optuna') {
    const edits = happens(random, 0.8)
      ? await statements(random, stock, 'optuna.db')
      : byteEdits(random, (await stock.bytes('optuna.db')).length);
    return { name: 'study.db', file: { stock: 'optuna.db', edits } };
  }
  const name = format === 'json' ? 'study.json' : 'trials.csv';
  const text = (await stock.bytes(name)).toString('utf8');
  if (format === 'csv' || happens(random, 0.15))
    return { name, file: encoded(random, mutateText(random, text)) };
  return { name, file: { text: JSON.stringify(mutateValue(random, JSON.parse(text))) } };
}
