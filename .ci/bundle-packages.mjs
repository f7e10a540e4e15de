// Bundles the packages that are not among the dependencies into dist/packages, one file each, with the names that the
// sources import; then the program itself, and lets the built files import those. A user installs fewer packages, and Node
// reads fewer files.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { rolldown } from 'rolldown';
import { parseAst } from 'rolldown/parseAst';
import { bundleProgram } from './bundle-program.mjs';

const folder = 'dist/packages';
const widthOfHelp = 'width-of-help.mjs';
const widthOfHelpModule = `import { stripVTControlCharacters } from 'node:util';
export default (text) => stripVTControlCharacters(text).length;`;
const { dependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const installed = new Set(['hpsearch', ...Object.keys(dependencies), ...Object.keys(optionalDependencies)]);
// A user needs zod for the types of the declarations alone; its 95 files would take half of the time that `top` takes.
installed.delete('zod');

const names = importedNames();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
writeLicences(await bundle(names));
await bundleProgram();
redirectImports();
copyFonts();

/** @returns {Map<string, Set<string>>} specifier → the names that the sources import from it */
function importedNames() {
  const found = new Map();
  const sources = filesIn(['src', 'workers'], '.ts').filter((file) => !isOfBrowser(file));
  for (const file of sources) {
    for (const node of parseAst(readFileSync(file, 'utf8'), { lang: 'ts' }).body) {
      const specifier = node.source?.value;
      if (!isBundled(specifier) || (node.importKind ?? node.exportKind) === 'type') continue;
      const set = found.get(specifier) ?? new Set();
      found.set(specifier, set);
      for (const name of node.specifiers.map(nameOf)) if (name !== undefined) set.add(name);
    }
  }
  return found;
}

/** Vite bundles what the dashboard's page imports. */
function isOfBrowser(file) {
  return file.replaceAll('\\', '/').startsWith('src/web/');
}

function isBundled(specifier) {
  if (specifier === undefined || /^(?:\.|node:)/.test(specifier)) return false;
  return !installed.has(packageOf(specifier));
}

function packageOf(specifier) {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The names in `{ a }`, `{ a as b }` and a default import; a namespace would keep everything. */
function nameOf(specifier) {
  if ((specifier.importKind ?? specifier.exportKind) === 'type') return undefined;
  if (specifier.type === 'ImportDefaultSpecifier') return 'default';
  const name = (specifier.imported ?? specifier.local)?.name;
  if (name === undefined) throw new Error(`import names, not a namespace: ${JSON.stringify(specifier)}`);
  return name;
}

function fileOf(specifier) {
  return specifier.replace('@', '').replaceAll('/', '-');
}

async function bundle(names) {
  const prefix = 'entry:';
  const build = await rolldown({
    input: Object.fromEntries([...names.keys()].map((specifier) => [fileOf(specifier), prefix + specifier])),
    platform: 'node',
    external: (id) => installed.has(packageOf(id)),
    plugins: [
      {
        name: 'entries',
        resolveId: (id) => (id.startsWith(prefix) ? { id: `${id}.mjs` } : null),
        load: (id) => (id.startsWith(prefix) ? entry(id.slice(prefix.length, -'.mjs'.length)) : null),
      },
      {
        name: 'width-of-help',
        resolveId: (id, importer) => (id === 'string-width' && isOfHelp(importer) ? widthOfHelp : null),
        load: (id) => (id === widthOfHelp ? widthOfHelpModule : null),
      },
    ],
  });
  const { output } = await build.write({
    dir: folder,
    minify: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'shared-[hash].js',
  });
  await build.close();
  return output;
}

/**
 * yargs measures its help with string-width, which loads the Unicode tables of emoji: a third of the time that
 * `hpsearch --version` takes. The help has characters of one column alone.
 */
function isOfHelp(importer) {
  return ['yargs', 'cliui', 'wrap-ansi'].some((name) => importer.includes(`/node_modules/${name}/`));
}

function entry(specifier) {
  return `export { ${[...names.get(specifier)].sort().join(', ')} } from '${specifier}';`;
}

/** Every licence asks that its text goes along. */
function writeLicences(output) {
  const folders = output.flatMap(({ moduleIds = [] }) =>
    moduleIds.map((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll('\\', '/'))?.[0]),
  );
  const texts = [...new Set(folders.filter((each) => each !== undefined))].sort().map((each) => {
    const { name, version, license } = JSON.parse(readFileSync(join(each, 'package.json'), 'utf8'));
    const files = readdirSync(each).filter((other) => /^(?:licen[cs]e|notice)(?:\.\w+)?$/i.test(other));
    const text = files.map((file) => readFileSync(join(each, file), 'utf8').trim()).join('\n\n');
    return `${name} ${version}\n\n${text || `Licence: ${license}`}\n`;
  });
  writeFileSync(join(folder, 'LICENSES.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`));
}

/** The font of `report --png`: a server may have none. */
function copyFonts() {
  const source = 'node_modules/dejavu-fonts-ttf';
  mkdirSync('dist/fonts', { recursive: true });
  copyFileSync(join(source, 'ttf/DejaVuSans.ttf'), 'dist/fonts/DejaVuSans.ttf');
  copyFileSync(join(source, 'LICENSE'), 'dist/fonts/LICENSE.txt');
}

function redirectImports() {
  for (const file of filesIn(['dist/src', 'dist/workers', 'dist/chunks'], '.js')) {
    const text = readFileSync(file, 'utf8');
    const redirected = text.replace(/(\b(?:from|import) ?)['"]([^'"]+)['"]/g, (all, from, specifier) =>
      names.has(specifier) ? `${from}'${pathFrom(file, specifier)}'` : all,
    );
    if (redirected !== text) writeFileSync(file, redirected);
  }
}

function pathFrom(file, specifier) {
  return relative(dirname(file), join(folder, `${fileOf(specifier)}.js`)).replaceAll('\\', '/');
}

function filesIn(folders, ending) {
  return folders.flatMap((each) =>
    readdirSync(each, { recursive: true })
      .filter((file) => file.endsWith(ending))
      .map((file) => join(each, file)),
  );
}
