import { fileURLToPath } from 'node:url';
import { isArrays } from '../actions/inputs-of.ts';
import { keepArrays } from '../data/sources/memory.ts';
import { FaultsError } from '../faults/errors.ts';
import type { GivenSpace } from '../search/prepare-spec.ts';
import { spaceLimits } from '../study/limits.ts';

/** A program's options as the content of a space file; relative paths start at the working directory. */
export function givenSpace(options: Readonly<Record<string, unknown>>): GivenSpace {
  const { trials, seed, sampler, lookback, repeats, scheduler, pruner, budget, enqueue, ...sections } =
    options;
  const search = { trials, seed, sampler, lookback, repeats, scheduler, pruner, budget, enqueue };
  const content = plain({ ...sections, ...keptData(sections.data), search }, []);
  return { content, directory: process.cwd() };
}

/** Arrays stay in memory, and the space names them by their digest. */
function keptData(data: unknown): { data?: unknown } {
  if (!isArrays(data)) return {};
  const { arrays, ...others } = data;
  return { data: { ...others, source: 'memory', path: keepArrays(arrays) } };
}

/** Removes undefined values, and replaces file URLs by paths. */
function plain(value: unknown, path: readonly string[]): unknown {
  if (path.length > spaceLimits.nesting) {
    const constraint = `must not nest deeper than ${spaceLimits.nesting} levels, or hold itself`;
    throw new FaultsError([{ file: 'space', field: path.slice(0, 3).join('.'), constraint }]);
  }
  if (value instanceof URL) return pathOf(value, path);
  if (typeof value === 'function') {
    const isValue = path[0] === 'space';
    const constraint = isValue
      ? 'must be a distribution or a value, and not a function'
      : 'must be the path or the URL of a module, for a function cannot be handed to a worker';
    throw new FaultsError([{ file: 'space', field: path.join('.'), constraint }]);
  }
  if (Array.isArray(value)) return value.map((part, index) => plain(part, [...path, String(index)]));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.map(([name, part]) => [name, plain(part, [...path, name])]));
}

function pathOf(url: URL, path: readonly string[]): string {
  if (url.protocol === 'file:') return fileURLToPath(url);
  const constraint = 'must be a path or a file: URL';
  throw new FaultsError([{ file: 'space', field: path.join('.'), constraint, value: url.href }]);
}
