import { CommandServer } from '../fuzz/command-server.ts';
import { json as jsonOf, type Run, withStartFlags } from './hpsearch.ts';

/** Shared by the test files of a worker of Vitest; it ends with the worker. */
const server = new CommandServer(180);

/**
 * Like `run` of hpsearch.ts, in a process that has loaded the command line before. Not for a user's module that prints,
 * that damages its process or that changes between two commands: the process imports a module once.
 */
export async function run(args: readonly string[], directory: string): Promise<Run> {
  const { code, stdout, messages, breaches } = await server.run(withStartFlags(args), directory);
  if (breaches.length > 0) throw new Error(`hpsearch ${args.join(' ')}: ${breaches.join('; ')}`);
  return { code, stdout, stderr: messages };
}

export function json<T>(args: readonly string[], directory: string): Promise<T> {
  return jsonOf(args, directory, run);
}
