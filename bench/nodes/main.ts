import { parseArgs } from 'node:util';
import { renderTable } from '../../src/report/text/parts/table.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { type InstalledNode, installOn, packHpsearch } from './install.ts';
import { runStep, type StepResult, steps } from './steps.ts';

/**
 * Installs hpsearch on several versions of Node, on Linux x64, runs the README's job and a short suite on each, and
 * compares the results bit for bit. Ends with 1 when a step fails or two results differ.
 */
const { values } = parseArgs({ options: { versions: { type: 'string', default: '20,22,24' } } });

interface Column {
  readonly version: string;
  readonly results: readonly StepResult[];
}

async function runAll(node: InstalledNode): Promise<Column> {
  const results: StepResult[] = [];
  for (const step of steps) {
    const result = await runStep(step, node);
    console.error(`Node ${node.version}, ${cellOf(result)}: ${step.title}`);
    results.push(result);
  }
  return { version: node.version, results };
}

function cellOf({ seconds, checksum, failure }: StepResult): string {
  return failure === undefined ? `${checksum} ${seconds.toFixed(1)} s` : `failed: ${failure}`;
}

function verdictOn(results: readonly (StepResult | undefined)[]): string {
  if (results.some((each) => each?.checksum === undefined)) return 'failed';
  return new Set(results.map((each) => each?.checksum)).size === 1 ? 'the same bits' : 'different';
}

const columns = await inTemporaryFolder(async (folder) => {
  const tarball = await packHpsearch(`${folder}/tarball`);
  const done: Column[] = [];
  for (const major of values.versions.split(',')) {
    done.push(await runAll(await installOn(major, tarball, folder)));
  }
  return done;
});
const verdicts = steps.map((_, index) => verdictOn(columns.map(({ results }) => results[index])));
const table = renderTable(
  [
    { title: 'checksum and time', cells: steps.map(({ title }) => title), align: 'left' },
    ...columns.map(({ version, results }) => ({ title: `Node ${version}`, cells: results.map(cellOf) })),
    { title: '', cells: verdicts, align: 'left' as const },
  ],
  200,
);
console.log(table.text);
process.exitCode = verdicts.every((each) => each === 'the same bits') ? 0 : 1;
