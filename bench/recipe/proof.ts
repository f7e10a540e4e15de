import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brokenPipelines } from '../../test/checks/pipelines/broken.ts';
import { soundPipelines } from '../../test/checks/pipelines/sound.ts';
import { falseAlarmsOf, isSeen, renderBroken, renderRates, renderSound } from './proof-tables.ts';
import { proveAll } from './prove-all.ts';
import { tablesIn } from './real-sets.ts';
import { appendRun, type Job, type Kind, keyOf, readRuns } from './runs.ts';

/**
 * Every check on every broken pipeline, on the same ones mended, on sound ones, and on real tables, with several seeds.
 * What the file of results has is not run again. Ends with 1 when a bug goes unseen or a sound pipeline alarms.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    from: { type: 'string', default: '0' },
    only: { type: 'string', default: '' },
    kinds: { type: 'string', default: 'broken,mended,sound,real' },
    workers: { type: 'string', default: String(availableParallelism()) },
    results: { type: 'string', default: join(tmpdir(), 'hpsearch-proof.jsonl') },
    tables: { type: 'string', default: join(tmpdir(), 'hpsearch-tables') },
  },
});
const kinds = values.kinds.split(',');
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => Number(values.from) + index);

const titles: Readonly<Record<Kind, readonly string[]>> = {
  broken: brokenPipelines.map(({ broken }) => broken.title),
  mended: brokenPipelines.map(({ mended }) => mended.title),
  sound: soundPipelines.map(({ title }) => title),
  real: kinds.includes('real') ? await tablesIn(values.tables) : [],
};
/** Seed by seed, so that a proof that is ended early has seen all pipelines. */
const jobs: Job[] = seeds.flatMap((seed) =>
  (Object.keys(titles) as Kind[])
    .filter((kind) => kinds.includes(kind))
    .flatMap((kind) => titles[kind].map((title) => ({ kind, title, seed })))
    .filter(({ title }) => title.includes(values.only)),
);
const known = await readRuns(values.results);
const missing = jobs.filter((job) => !known.has(keyOf(job)));
console.error(`${jobs.length} runs, of which ${values.results} has ${jobs.length - missing.length}`);
let count = jobs.length - missing.length;
await proveAll(missing, {
  workers: Number(values.workers),
  folder: values.tables,
  async onRun(run) {
    await appendRun(values.results, run);
    known.set(keyOf(run), run);
    const said = run.error ?? run.alarms.map(({ name, status }) => `${name} ${status}`).join(', ');
    const at = `[${++count}/${jobs.length}] ${run.kind}: ${run.title}, seed ${run.seed}`;
    console.error(`${at}, ${run.seconds.toFixed(1)} s: ${said || 'no alarm'}`);
  },
});

const runs = jobs.flatMap((job) => known.get(keyOf(job)) ?? []);
console.log([renderBroken(runs), renderSound(runs), renderRates(runs)].join('\n\n'));
const isUnseen = runs.some((run) => run.kind === 'broken' && !isSeen(run));
const isFalse = runs.some((run) => run.kind !== 'broken' && falseAlarmsOf(run).length > 0);
process.exitCode = isUnseen || isFalse || runs.some(({ error }) => error !== undefined) ? 1 : 0;
