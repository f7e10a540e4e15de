import { tmpdir } from 'node:os';

/** The environment of the commands: no other database, no colours, and no folder of the user's. */
export function commandEnvironment(): NodeJS.ProcessEnv {
  const { HPSEARCH_DB: _, FORCE_COLOR: __, NODE_OPTIONS: ___, ...env } = process.env;
  return { ...env, NO_COLOR: '1', HOME: tmpdir(), XDG_CACHE_HOME: tmpdir() };
}
