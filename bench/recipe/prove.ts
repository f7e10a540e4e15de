import { brokenPipelines } from '../../test/checks/pipelines/broken.ts';
import { alarmsOf, checkPipeline } from '../../test/checks/pipelines/check-pipeline.ts';
import type { Pipeline } from '../../test/checks/pipelines/pipeline.ts';
import { soundPipelines } from '../../test/checks/pipelines/sound.ts';
import { realPipeline } from './real-sets.ts';
import type { Job, Run } from './runs.ts';

/** prove.js FOLDER, in a process of its own: checks the pipeline of each message, and answers with its run. */
const folder = process.argv[2] ?? '.';

async function pipelineOf({ kind, title }: Job): Promise<Pipeline> {
  if (kind === 'real') return await realPipeline(title, folder);
  const known = {
    broken: brokenPipelines.map(({ broken }) => broken),
    mended: brokenPipelines.map(({ mended }) => mended),
    sound: soundPipelines,
  }[kind];
  const found = known.find((pipeline) => pipeline.title === title);
  if (found === undefined) throw new Error(`no ${kind} pipeline ${title}`);
  return found;
}

async function prove(job: Job): Promise<Run> {
  const [startedAt, before] = [performance.now(), process.cpuUsage()];
  const times = () => {
    const { user, system } = process.cpuUsage(before);
    return { seconds: (performance.now() - startedAt) / 1000, cpuSeconds: (user + system) / 1e6 };
  };
  try {
    const results = await checkPipeline(await pipelineOf(job), job.seed);
    const alarms = alarmsOf(results).map(({ name, status, message }) => ({ name, status, message }));
    return { ...job, ...times(), alarms };
  } catch (error) {
    return { ...job, ...times(), alarms: [], error: (error as Error).message };
  }
}

process.on('message', (job: Job) => {
  void prove(job).then((run) => process.send?.(run));
});
