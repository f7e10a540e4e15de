/** A file that stands in the root of src is a room of its own; so is the threads' side, workers/. */
export function roomOf(path: string): string | undefined {
  const [, room] = /^(?:src\/([^/]+?)(?:\.ts$|\/)|workers\/)/.exec(path) ?? [];
  return path.startsWith('workers/') ? 'workers' : room;
}

const nouns = ['faults', 'statistics', 'files', 'study', 'modules', 'reports', 'metrics'];
const files = ['space-file', 'records'];
const parts = [
  'samplers',
  'schedulers',
  'importance',
  'data',
  'store',
  'training',
  'objectives',
  'baselines',
  'pool',
  'queue',
  'plots',
];
const works = [
  'search',
  'checks',
  'suspects',
  'ensemble',
  'distillation',
  'report',
  'transfer',
  'serving',
  'refinement',
  'annotation',
];

/** Which other rooms a room's files may import; every room may import its own. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  faults: [],
  statistics: [],
  files: ['faults'],
  study: ['faults', 'statistics'],
  http: ['faults'],
  modules: ['faults', 'files', 'study'],
  metrics: ['faults', 'statistics', 'study'],
  reports: ['faults', 'study', 'metrics'],
  'space-file': ['faults', 'files', 'study', 'metrics'],
  records: ['faults', 'study', 'reports', 'metrics', 'space-file'],
  ...Object.fromEntries(parts.map((room) => [room, nouns])),
  store: [...nouns, ...files],
  queue: [...nouns, 'store'],
  runs: [...nouns, ...files, ...parts],
  fleet: [...nouns, ...files, ...parts, 'runs'],
  'data-report': [...nouns, 'data'],
  ...Object.fromEntries(works.map((room) => [room, [...nouns, ...files, ...parts, 'runs']])),
  search: [...nouns, ...files, ...parts, 'runs', 'fleet'],
  checks: [...nouns, ...parts, 'data-report'],
  annotation: [...nouns, 'data', 'serving', 'http'],
  distillation: [...nouns, ...files, ...parts, 'runs', 'ensemble'],
  actions: [
    ...nouns,
    ...files,
    ...parts,
    'runs',
    'fleet',
    'data-report',
    ...works.filter((room) => room !== 'report'),
  ],
  dashboard: [...nouns, ...files, 'http', ...parts, 'runs', ...works, 'actions'],
  web: [...nouns, 'plots'],
  commands: [...nouns, ...parts, ...works, 'actions', 'dashboard'],
  cli: [...nouns, 'report', 'commands'],
  bin: ['cli'],
  interface: [...nouns, ...files, ...parts, ...works, 'actions'],
  index: [...nouns, 'objectives', 'serving', 'actions', 'interface'],
  workers: [...nouns, 'data', 'store', 'training', 'objectives'],
};

/** Parts of rooms that may be imported besides. */
export const exceptions: readonly { from: string; target: RegExp; typeOnly: boolean }[] = [
  { from: 'data', target: /^src\/training\/wasm-kernels\/code\//, typeOnly: false },
  { from: 'training', target: /^src\/data\//, typeOnly: true },
  { from: 'baselines', target: /^src\/data\//, typeOnly: true },
  { from: 'web', target: /^src\/report\/html\/browser\//, typeOnly: false },
  { from: 'workers', target: /^src\/pool\/(messages|renewal|slot-server)\.ts$/, typeOnly: false },
];

/** Package → the rooms that may import it. A package that is not here has no door yet. */
export const doors: Readonly<Record<string, readonly string[]>> = {
  aws4fetch: ['store'],
  '@tensorflow/tfjs-core': ['training'],
  '@tensorflow/tfjs-layers': ['training'],
  '@tensorflow/tfjs-converter': ['training'],
  '@tensorflow/tfjs-backend-cpu': ['training'],
  '@tensorflow/tfjs-backend-wasm': ['training'],
  '@tensorflow/tfjs-node': ['training'],
  piscina: ['pool'],
  'better-sqlite3': ['store', 'data'],
  kysely: ['store'],
  pg: ['store'],
  'pg-boss': ['queue'],
  uuid: ['queue'],
  hono: ['dashboard'],
  '@hono/node-server': ['dashboard'],
  preact: ['web'],
  '@preact/signals': ['web'],
  uplot: ['web'],
  vite: ['web'],
  '@resvg/resvg-js': ['report'],
  yargs: ['cli', 'commands'],
  zod: ['study', 'space-file', 'records', 'transfer'],
  yaml: ['space-file'],
  seedrandom: ['statistics'],
  picocolors: ['report'],
  'cli-table3': ['report'],
  echarts: ['report', 'plots', 'web'],
  'fast-png': ['report', 'data'],
  'jpeg-js': ['data'],
  hyparquet: ['data'],
  'hyparquet/src/column.js': ['data'],
  'hyparquet/src/convert.js': ['data'],
  'hyparquet/src/datapage.js': ['data'],
  'hyparquet/src/delta.js': ['data'],
  'hyparquet/src/encoding.js': ['data'],
  'hyparquet/src/plain.js': ['data'],
  'hyparquet-compressors': ['data'],
  yauzl: ['data'],
};

/** Folders that nothing outside of their room imports: the room's own files are its interface. */
export const interiors: readonly string[] = ['src/store/sql/', 'src/store/sqlite/', 'src/store/postgres/'];

/** Where chance and the clock may be asked; everybody else is given a stream and the time. */
export const impureRooms: readonly string[] = [
  'cli',
  'commands',
  'actions',
  'interface',
  'queue',
  'runs',
  'search',
  'report',
  'dashboard',
  'web',
];

/**
 * Who may change files: the gate's room; SQLite's own files; what `backend install` builds; the
 * schema's generator; and who keeps modules from writing to the standard output. */
export const writers: readonly string[] = [
  'src/files/',
  'src/store/sqlite/discard-if-empty.ts',
  'src/training/native/',
  'src/space-file/write-schema.ts',
  'src/modules/divert-output.ts',
  'src/bin.ts',
];

/** Puts a seeded stream in the place of Math.random while a library draws from it. */
export const randomKeeper = 'src/training/seeded-math-random.ts';

/** Which files may write flags: the command line's own, and those that call other programs. */
export const speakers: readonly string[] = [
  'src/bin.ts',
  'src/cli.ts',
  'src/commands/',
  'src/report/text/parts/command-words.ts',
  'src/training/native/',
  'src/modules/probe-module.ts',
  'src/modules/syntax-place.ts',
  'src/report/html/',
  'src/dashboard/',
  'src/web/',
];
