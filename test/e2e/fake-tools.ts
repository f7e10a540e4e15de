import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './hpsearch.ts';

/** Programs that stand in for those of a user's machine: name → what its shell script does. */
export type FakeTools = Readonly<Record<string, string>>;

/** npm that fetches an empty tfjs-node, whose own download meets no host. */
export const npmOffline = `
case "$1" in
  install) /bin/mkdir -p node_modules/@tensorflow/tfjs-node node_modules/node-api-headers/include
           echo '{"version":"4.22.0"}' > node_modules/@tensorflow/tfjs-node/package.json ;;
  rebuild) echo 'Error: getaddrinfo ENOTFOUND nowhere.invalid' >&2; exit 1 ;;
esac`;

/** python3 whose pip does as it is told, and that unpacks any wheel into the folders of a real one. */
export const pythonWhosePip = (download: string): string => `
case "$1$2$3$4" in
  --version | -mpip--version) echo 1 ;;
  -mpip-vvdownload) ${download} ;;
  -c*) /bin/mkdir -p "$4/lib" "$4/include" ;;
esac`;

/** A compiler that is there, and compiles nothing. */
export const compilerThatFails = `
case "$1" in
  --version) echo 1 ;;
  *) echo 'quiet.cc:1:10: fatal error: cstdlib: No such file or directory' >&2; exit 1 ;;
esac`;

/** Starts the built command line with a PATH that holds these programs and no others. */
export function launchWith(
  tools: FakeTools,
  directory: string,
  args: readonly string[],
): ChildProcessWithoutNullStreams {
  const path = join(directory, 'bin');
  mkdirSync(path, { recursive: true });
  for (const [name, script] of Object.entries(tools)) {
    writeFileSync(join(path, name), `#!/bin/sh${script}\n`);
    chmodSync(join(path, name), 0o755);
  }
  const { CXX: _, FORCE_COLOR: __, ...inherited } = process.env;
  const env = { ...inherited, NO_COLOR: '1', PATH: path, HPSEARCH_HOME: join(directory, 'home') };
  return spawn(process.execPath, [join(root, 'dist/src/cli.js'), ...args], { cwd: directory, env });
}
