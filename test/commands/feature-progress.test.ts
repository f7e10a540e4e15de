import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { runCommandLine } from '../../src/commands/command-line.ts';
import { root, temporaryDirectory } from '../e2e/hpsearch.ts';
import { givenTerminal } from './given-terminal.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
afterAll(() => vi.unstubAllEnvs());

/** The texts that a terminal shows in place while a command computes the features of 640 images, or finds those kept in a folder. */
async function shownOf(home: string, ...flags: readonly string[]): Promise<string> {
  vi.stubEnv('HPSEARCH_HOME', join(directory, home));
  const shown: string[] = [];
  const progress = { write: (text: string) => shown.push(text), isTTY: true, columns: 100 };
  const space = join(root, 'search-spaces/digits-features.yaml');
  const args = ['check', space, '--only', 'finite-values', '--backend', 'wasm', ...flags];
  await runCommandLine(args, { ...givenTerminal(), progress }, () => undefined);
  return shown.join('');
}

test('the features of a pretrained model are computed in sight, unless they are kept or the call is quiet', async () => {
  const shown = await shownOf('one');
  expect(shown).toMatch(/ \d+ % {2}computing the features of \d+ rows by \.\/mnist-8x8-graph\/model\.json/);
  expect(shown.endsWith('\r\u001b[2K')).toBe(true);
  expect(await shownOf('one')).toBe('');
  expect(await shownOf('two', '--quiet')).toBe('');
});
