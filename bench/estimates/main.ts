import { writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { commandLine, projectFolder, runChild } from '../child.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { tableSpace, writeTable } from './table.ts';

/**
 * The time that `check` says a search will take, beside what it takes: `node dist/bench/estimates/main.js`, with space files of
 * one's own behind it or without. The built command line, the default number of workers, each space's own trials.
 */
const own = [
  'iris-linear.json',
  'penguins-mass.yaml',
  'digits-module.json',
  'mnist-mlp.json',
  'digits-cnn.json',
];

interface Row {
  readonly space: string;
  readonly estimated: number;
  readonly real: number;
  readonly checkSeconds: number;
}

async function run(args: readonly string[]): Promise<{ seconds: number; printed: unknown }> {
  const { seconds, output, failure } = await runChild(process.execPath, [commandLine, ...args]);
  if (output === '') throw new Error(failure ?? 'it printed nothing');
  return { seconds, printed: JSON.parse(output) };
}

interface Checked {
  readonly results: readonly { readonly name: string; readonly numbers: Readonly<Record<string, number>> }[];
}

async function compare(space: string, database: string): Promise<Row> {
  const checked = await run(['check', space, '--json', '--quiet']);
  const { results } = checked.printed as Checked;
  const estimated = results.find(({ name }) => name === 'estimate')?.numbers.totalSeconds ?? Number.NaN;
  const started = await run(['start', space, '--no-check', '--json', '--quiet', '--db', database]);
  const real = (started.printed as { seconds: number }).seconds;
  return { space: space.split('/').at(-1) as string, estimated, real, checkSeconds: checked.seconds };
}

function line({ space, estimated, real, checkSeconds }: Row): string {
  const [said, took, checks] = [estimated, real, checkSeconds].map(
    (seconds) => `${seconds.toPrecision(3)} s`,
  );
  return `| ${space} | ${said} | ${took} | ${(estimated / real).toFixed(2)} | ${checks} |`;
}

await inTemporaryFolder(async (folder) => {
  const table = join(folder, 'table-200.json');
  await writeFile(join(folder, 'table-200.csv'), writeTable(200));
  await writeFile(table, JSON.stringify(tableSpace('table-200.csv')));
  const given = process.argv.slice(2);
  const shipped = own.map((name) => join(projectFolder, 'search-spaces', name));
  const spaces = given.length > 0 ? given.map(absolute) : [...shipped, table];
  console.log('| space | estimated | real | ratio | all of `check` |\n|---|---|---|---|---|');
  for (const [index, space] of spaces.entries()) {
    console.log(line(await compare(space, join(folder, `${index}.db`))));
  }
});

function absolute(path: string): string {
  return isAbsolute(path) ? path : join(process.cwd(), path);
}
