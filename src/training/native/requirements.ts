import { statfs } from 'node:fs/promises';
import { type InstallContext, NativeInstallError } from './install-context.ts';
import { runTool } from './tool.ts';

/** The peak, while the wheel and its extracted files coexist; 0.87 GB remain. */
export const neededBytes = 1.2e9;

/** Throws NativeInstallError if the disk of `folder` has fewer free bytes for this user. */
export async function requireSpace(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= bytes) return;
  throw new NativeInstallError(
    `native TensorFlow needs ${gigabytes(bytes)} free in ${folder}, and there are ${gigabytes(free)}; ` +
      'HPSEARCH_HOME names another place',
  );
}

/** The tools, besides npm, that building from the wheel needs. */
export interface BuildTools {
  readonly compiler: string;
}

/** Throws one NativeInstallError that lists all missing tools and how to get them. */
export async function requireBuildTools(workshop: InstallContext): Promise<BuildTools> {
  const works = async (command: string, ...args: string[]) =>
    (await runTool(command, args, { directory: workshop.folder, signal: workshop.signal })).end === 'done';
  const missing: string[] = [];
  if (!(await works('python3', '--version'))) {
    missing.push('python3, which brings pip (Debian, Ubuntu: apt install python3-pip)');
  } else if (!(await works('python3', '-m', 'pip', '--version'))) {
    missing.push('pip, the installer of python3 (Debian, Ubuntu: apt install python3-pip)');
  }
  const compiler = await firstThat(compilers(), (each) => works(each, '--version'));
  if (compiler === undefined) {
    missing.push('a C++ compiler: c++, g++ or clang++, or what CXX names (Debian, Ubuntu: apt install g++)');
  }
  workshop.signal.throwIfAborted();
  if (compiler !== undefined && missing.length === 0) return { compiler };
  throw new NativeInstallError(
    `to build native TensorFlow, this machine lacks\n${missing.map((each) => `- ${each}`).join('\n')}`,
  );
}

function compilers(): string[] {
  return [...(process.env.CXX ? [process.env.CXX] : []), 'c++', 'g++', 'clang++'];
}

async function firstThat<T>(
  candidates: readonly T[],
  holds: (each: T) => Promise<boolean>,
): Promise<T | undefined> {
  for (const each of candidates) {
    if (await holds(each)) return each;
  }
  return undefined;
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
