import { join } from 'node:path';
import { type ChildRun, projectFolder, runChild } from './child.ts';

/** The interpreter that has the peers' packages. */
const interpreter = process.env.HPSEARCH_BENCH_PYTHON || 'python3';

/** Runs one of bench/peers/ to its end. */
export function runPeer(script: string, args: readonly string[]): Promise<ChildRun> {
  return runChild(interpreter, ['-B', join(projectFolder, 'bench/peers', script), ...args]);
}

/** Why these packages cannot be used here; undefined when they can. None is imported, for that alone takes seconds. */
export async function missingPackage(packages: readonly string[]): Promise<string | undefined> {
  const program = [
    'import importlib.util as u, sys',
    'missing = [name for name in sys.argv[1:] if u.find_spec(name) is None]',
    'print(", ".join(missing))',
  ].join('\n');
  const { output, failure } = await runChild(interpreter, ['-c', program, ...packages]);
  if (failure !== undefined) return `${interpreter} does not run: ${failure}`;
  return output.trim() === '' ? undefined : `${output.trim()} not installed`;
}
