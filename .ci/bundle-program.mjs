// Bundles the files that Node starts from (the command line, the threads, what programs import) with all that they import
// into a few chunks in dist/chunks: Node takes longer to find and read hundreds of small files than to compile them.
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { rolldown } from 'rolldown';

const chunks = 'chunks';

/** Without `.ts`. Each keeps its place in dist/, which others start it by. */
const entries = [
  ...['bin', 'cli', 'index', 'actions/index', 'training/native/check'].map((name) => `src/${name}`),
  ...['beside/beside-main', 'findings/finding-thread', 'jobs/job-main'].map(
    (name) => `src/dashboard/${name}`,
  ),
  'src/data-report/threads/report-thread',
  ...['call', 'multiply', 'read-data', 'read-module', 'slot', 'train', 'trainer'].map(
    (name) => `workers/${name}`,
  ),
];

const command = ['src/commands/command-line.ts', 'src/commands/top.ts'];
const training = ['workers/train.ts'];
const asking = ['src/commands/show.ts', 'src/commands/dashboard/report.ts'];
const sample = ['src/commands/sample.ts'];
const search = ['src/actions/search/search.ts'];

/**
 * The modules that go together into one chunk: those that each of these lists of files imports, directly or not, without those
 * of the chunks before. A thread that trains loads no command, and a command that asks a study loads no training.
 */
const groups = {
  base: [['src/cli.ts']],
  // A thread needs no yargs.
  parts: [['src/commands/command-line.ts'], training],
  line: [['src/commands/command-line.ts']],
  store: [['src/store/sqlite/sqlite-store.ts', 'src/store/open-store.ts']],
  both: [command, training],
  command: [command],
  asked: [asking, training],
  training: [training],
  reports: [asking, search],
  spec: [sample, search],
};

const entryFiles = new Set(entries.map((name) => resolve(`${name}.ts`)));

/** An entry may wait at its top for what it imports later, which must not wait for it. */
const isNoEntry = (id) => !entryFiles.has(id);

export async function bundleProgram() {
  rmSync(`dist/${chunks}`, { recursive: true, force: true });
  const build = await rolldown({
    input: Object.fromEntries(entries.map((name) => [name, `${name}.ts`])),
    platform: 'node',
    checks: { ineffectiveDynamicImport: false },
    external: isPackage,
    preserveEntrySignatures: 'allow-extension',
  });
  await build.write({
    dir: 'dist',
    sourcemap: true,
    // Stack traces keep their names, and arithmetic is as it is written.
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
    entryFileNames: '[name].js',
    chunkFileNames: ({ name }) => `${chunks}/${name.replace(/\W.*/, '')}-[hash].js`,
    codeSplitting: {
      groups: Object.entries(groups).map(([name, lists]) => ({
        debugName: name,
        name: nameWithin(name, lists),
      })),
    },
  });
  await build.close();
}

/** Packages stay outside, except the bundler's own helpers. */
function isPackage(id) {
  return /^[@a-z]/.test(id) && !id.startsWith('@oxc-project/') && !entries.includes(id.replace(/\.ts$/, ''));
}

/** The name for modules that all lists import. Those that are imported later, when needed, are not meant. */
function nameWithin(name, lists) {
  let closures;
  return (id, context) => {
    closures ??= lists.map((files) => closureOf(files, context));
    return isNoEntry(id) && closures.every((closure) => closure.has(id)) ? name : null;
  };
}

function closureOf(files, context) {
  const found = new Set(files.map((file) => resolve(file)));
  for (const id of found) {
    for (const imported of context.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  }
  return found;
}
