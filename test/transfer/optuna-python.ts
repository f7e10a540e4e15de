import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const python = process.env.HPSEARCH_PYTHON ?? 'python3';

/** True where Python has the real Optuna. */
export const hasOptuna =
  spawnSync(python, ['-c', 'import importlib.util as u; raise SystemExit(u.find_spec("optuna") is None)'])
    .status === 0;

/** Runs a script of test/fixtures/optuna; what it prints. */
export function runPython(script: string, ...args: readonly string[]): string {
  const file = fileURLToPath(new URL(`../fixtures/optuna/${script}`, import.meta.url));
  const { status, stdout, stderr } = spawnSync(python, [file, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script} ended with ${status}: ${stderr}`);
  return stdout;
}
