import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { brokenPipelines } from '../../test/checks/pipelines/broken.ts';
import { alarmsOf, checkPipeline } from '../../test/checks/pipelines/check-pipeline.ts';
import type { Pipeline } from '../../test/checks/pipelines/pipeline.ts';
import { soundPipelines } from '../../test/checks/pipelines/sound.ts';
import { type Proved, renderBroken, renderSound } from './proof-tables.ts';

/**
 * Every check on every broken pipeline, on the same ones mended, and on the sound ones, with several seeds. Ends with 1
 * when a bug goes unseen or a sound pipeline alarms.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    from: { type: 'string', default: '0' },
    only: { type: 'string', default: '' },
    json: { type: 'string' },
  },
});
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => Number(values.from) + index);
const isWanted = ({ title }: Pipeline) => title.includes(values.only);

async function prove(pipeline: Pipeline): Promise<Proved> {
  const runs: Proved['runs'][number][] = [];
  for (const seed of seeds) {
    const startedAt = performance.now();
    const results = await checkPipeline(pipeline, seed);
    const seconds = (performance.now() - startedAt) / 1000;
    const alarms = alarmsOf(results).map(({ name, status, message }) => ({ name, status, message }));
    runs.push({ seed, seconds, alarms });
    const said = alarms.map(({ name, status }) => `${name} ${status}`).join(', ');
    console.error(`${pipeline.title}, seed ${seed}, ${seconds.toFixed(1)} s: ${said || 'no alarm'}`);
  }
  return { title: pipeline.title, runs };
}

const broken = [];
for (const bug of brokenPipelines.filter((each) => isWanted(each.broken))) {
  broken.push({ ...(await prove(bug.broken)), found: bug.found });
}
const sound: Proved[] = [];
const mended = brokenPipelines.map((bug) => bug.mended);
for (const pipeline of [...soundPipelines, ...mended].filter(isWanted)) sound.push(await prove(pipeline));

if (values.json !== undefined) await writeFile(values.json, JSON.stringify({ broken, sound }, null, 2));
console.log(`${renderBroken(broken)}\n\n${renderSound(sound)}`);
const isUnseen = broken.some(({ found, runs }) =>
  runs.some(
    ({ alarms }) => !alarms.some(({ name, status }) => name === found.check && status === found.status),
  ),
);
process.exitCode = isUnseen || sound.some(({ runs }) => runs.some(({ alarms }) => alarms.length > 0)) ? 1 : 0;
