import { spawnSync } from 'node:child_process';
import type { UserPlace } from './thrown-text.ts';

const mostMilliseconds = 10_000;

/** The line of a syntax error in a module's own text: import() does not report it, but `node --check` does. */
export function syntaxPlace(path: string): UserPlace | undefined {
  const { stderr } = spawnSync(process.execPath, ['--check', path], {
    encoding: 'utf8',
    timeout: mostMilliseconds,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const first = stderr?.split('\n')[0] ?? '';
  const [, line] = /:(\d+)$/.exec(first) ?? [];
  return line === undefined ? undefined : { file: path, line: Number(line) };
}
