import {
  doors,
  exceptions,
  impureRooms,
  interiors,
  mayImport,
  randomKeeper,
  roomOf,
  speakers,
  writers,
} from './rooms.ts';
import type { Import, SourceFile } from './source-file.ts';

/** Each rule names what breaks it, one line a breach; none for files that hold it. */
export type Rule = (files: readonly SourceFile[]) => string[];

const maxLines = 250;

/** Imports go one way between the rooms, type imports too, and a relative one names its file with its ending. */
export const oneWayOrder: Rule = (files) =>
  breaches(files, (file, { specifier, target, isRelative, isType }) => {
    if (!isRelative || specifier.endsWith('.json')) return undefined;
    if (!/\.(tsx?|css)$/.test(specifier)) return `imports ${specifier}, which does not end in .ts`;
    return mayReach(file.path, target, isType) ? undefined : `may not import ${target}`;
  });

/** A room whose implementation can be exchanged is entered by its interface alone. */
export const oneEntrance: Rule = (files) =>
  breaches(files, (file, { target }) => {
    const interior = interiors.find((folder) => target.startsWith(folder));
    const isInside = interior === undefined || roomOf(file.path) === roomOf(interior);
    return isInside ? undefined : `imports ${target}, which only its own room may`;
  });

/** Every package is imported by the room that it belongs to, and by no other. */
export const oneDoorEach: Rule = (files) =>
  breaches(files, (file, { target, isRelative }) => {
    if (isRelative || target.startsWith('node:')) return undefined;
    const rooms = Object.hasOwn(doors, target) ? doors[target] : undefined;
    if (rooms === undefined) return `imports ${target}, which has no door`;
    const isThere = rooms.includes(roomOf(file.path) ?? '');
    return isThere ? undefined : `imports ${target}, whose door is ${rooms.join(', ')}`;
  });

export const everyFileHasARoom: Rule = (files) =>
  files
    .filter(({ path }) => !Object.hasOwn(mayImport, roomOf(path) ?? ''))
    .map(({ path }) => `${path} stands in no room`);

/** A name that says nothing gathers everything. */
export const namesThatSayWhatIsInside: Rule = (files) =>
  files
    .map(({ path }) => path)
    .filter((path) => /(^|\/)(utils?|helpers?|commons?|types?)(\/|\.tsx?$)/.test(path))
    .map((path) => `${path} has a name that says nothing`);

export const smallFiles: Rule = (files) =>
  files
    .filter(({ lines }) => lines > maxLines)
    .map(({ path, lines }) => `${path} has ${lines} lines, more than ${maxLines}`);

/** A sentence has a subject: "Of a study, its trials" and "What a trial costs" are parts of one. */
export const commentsHaveASubject: Rule = (files) =>
  files.flatMap(({ path, comments }) =>
    comments
      .filter((comment) => /^(Of|What)\b/.test(comment))
      .map((comment) => `${path} has a comment without a subject: ${comment}`),
  );

const maxFilesInFolder = 25;

export const smallFolders: Rule = (files) => {
  const counts = new Map<string, number>();
  for (const { path } of files) {
    const folder = path.slice(0, path.lastIndexOf('/'));
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > maxFilesInFolder)
    .map(([folder, count]) => `${folder} has ${count} files, more than ${maxFilesInFolder}`);
};

/** Chance and the time come in as arguments: the same seed gives the same trials. */
export const sameSeedSameTrials: Rule = (files) =>
  files
    .filter(({ path }) => !impureRooms.includes(roomOf(path) ?? ''))
    .flatMap(({ path, impurities }) =>
      impurities
        .filter((impurity) => path !== randomKeeper || impurity !== 'Math.random')
        .map((impurity) => `${path} uses ${impurity}`),
    );

/** A user's files are changed behind one gate: nobody else opens a file to write, renames or removes one. */
export const oneWriter: Rule = (files) =>
  files
    .filter(({ path }) => !writers.some((writer) => path.startsWith(writer)))
    .flatMap(({ path, fileFunctions }) =>
      fileFunctions.filter((name) => changing.test(name)).map((name) => `${path} uses ${name} of node:fs`),
    );

const changing =
  /^(\*|default|promises|write.*|append.*|rename|rm|rmdir|unlink|mkdir|mkdtemp.*|copyFile|cp|link|symlink|truncate|ftruncate|createWriteStream|chmod|chown|utimes)(Sync)?$/;

/** One line a group of files each of which leads back to itself. */
export const noCycles: Rule = (files) =>
  cyclesIn(new Map(files.map(({ path, imports }) => [path, imports.map(({ target }) => target)])));

/** In each folder of a room, its files and the folders in it import each other one way. */
export const oneWayFolders: Rule = (files) => {
  const folders = [...new Set(files.flatMap(({ path }) => foldersAbove(path)))].sort();
  return folders.flatMap((folder) =>
    cyclesIn(entryImports(folder, files)).map((cycle) => `in ${folder}: ${cycle}`),
  );
};

/** "src/data/table/csv" of a file below it, "src/data/table" and "src/data"; the rooms themselves have their own order. */
function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  const top = parts[0] === 'src' ? 2 : 1;
  return parts.slice(top - 1).map((_, at) => parts.slice(0, top + at).join('/'));
}

/** The files and folders of a folder, each with those that it imports. */
function entryImports(folder: string, files: readonly SourceFile[]): Map<string, readonly string[]> {
  const entryOf = (path: string) =>
    path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/')[0] : undefined;
  const imports = new Map<string, string[]>();
  for (const { path, imports: all } of files) {
    const entry = entryOf(path);
    if (entry === undefined) continue;
    const targets = all.map(({ target }) => entryOf(target)).filter((target) => target !== undefined);
    const others = targets.filter((target) => target !== entry);
    imports.set(entry, [...(imports.get(entry) ?? []), ...others]);
  }
  return imports;
}

function cyclesIn(targets: ReadonlyMap<string, readonly string[]>): string[] {
  const names = [...targets.keys()];
  const reached = new Map(names.map((name) => [name, reachableFrom(name, targets)]));
  const groups = names
    .filter((name) => reached.get(name)?.has(name))
    .map((name) => [...(reached.get(name) ?? [])].filter((other) => reached.get(other)?.has(name)).sort());
  return [...new Set(groups.map((group) => `${group.join(', ')} import each other`))];
}

function reachableFrom(start: string, targets: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const pending = [...(targets.get(start) ?? [])];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    pending.push(...(targets.get(next) ?? []));
  }
  return reached;
}

function mayReach(from: string, target: string, isType: boolean): boolean {
  const [fromRoom, targetRoom] = [roomOf(from), roomOf(target)];
  if (fromRoom === undefined || targetRoom === undefined) return false;
  if (fromRoom === targetRoom || mayImport[fromRoom]?.includes(targetRoom)) return true;
  return exceptions.some(
    (each) => each.from === fromRoom && each.target.test(target) && (isType || !each.typeOnly),
  );
}

function breaches(
  files: readonly SourceFile[],
  breachOf: (file: SourceFile, imported: Import) => string | undefined,
): string[] {
  return files.flatMap((file) =>
    file.imports.flatMap((imported) => {
      const breach = breachOf(file, imported);
      return breach === undefined ? [] : [`${file.path} ${breach}`];
    }),
  );
}

/** Rooms below the command line name options and actions as data: each caller has words of its own for them. */
export const noFlagsBelowCommands: Rule = (files) =>
  files
    .filter(({ path }) => !speakers.some((speaker) => path.startsWith(speaker)))
    .flatMap(({ path, texts }) =>
      texts.filter((text) => flagOrCommand.test(text)).map((text) => `${path} says "${text.trim()}"`),
    );

const flagOrCommand =
  /(?<![\w(-])--[a-z][a-z-]+|hpsearch (?:start|top|ensemble|show|check|data|continue|rerun|distill|predict|evaluate|export|import|backend|doctor|studies|sample)\b/;
