import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Split } from '../../src/data/dataset.ts';
import { samplerOf } from '../../src/samplers/catalogue.ts';
import { configurationOf } from '../../src/samplers/configuration.ts';
import { prepareStudy } from '../../src/search/prepare-study.ts';
import { searchSpace } from '../bookkeeping/bookkeeping.ts';
import { commandLine, runChild } from '../child.ts';
import { type Measurement, measured, ratio, type Section, type Target } from '../figure.ts';
import { missingPackage, runPeer } from '../python.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { type Peer, peers } from './peers.ts';

/** One whole search, by its wall-clock and by what the program itself says of the search without its start. */
interface SearchRun {
  readonly wallSeconds: number;
  readonly searchSeconds: number;
}

/** A program in the comparison, as it is run with a number of jobs. */
interface Contestant {
  readonly name: string;
  readonly peer?: Peer;
  readonly runs: SearchRun[];
  run(round: number): Promise<SearchRun>;
  failure?: string;
}

/**
 * The same sixteen configurations, data and epochs, by us and by each peer that is installed. All take turns, so that a
 * busy minute of the machine falls on all of them; a peer that takes minutes may have fewer rounds.
 */
export function measureSearches(repeats: number, peerRepeats: number): Promise<Section> {
  return inTemporaryFolder(async (folder) => {
    const plan = join(folder, 'plan.json');
    await writeFile(plan, await planText());
    const ours = contestant('hpsearch, 2 workers', (round) => runOurs(join(folder, `${round}.db`)));
    const missing = new Map<Peer, string | undefined>();
    for (const peer of peers) missing.set(peer, await missingPackage(peer.packages));
    const installed = peers.filter((peer) => missing.get(peer) === undefined);
    const rivals = installed.flatMap((peer) => contestantsOf(peer, plan));
    for (let round = 0; round < Math.max(repeats, peerRepeats); round++) {
      if (round < repeats) await runOnce(ours, round);
      if (round < peerRepeats) for (const rival of rivals) await runOnce(rival, round);
    }
    return sectionOf(ours, rivals, missing);
  });
}

function contestant(name: string, run: Contestant['run'], peer?: Peer): Contestant {
  return { name, run, runs: [], ...(peer && { peer }) };
}

function contestantsOf(peer: Peer, plan: string): Contestant[] {
  return peer.jobs.map((jobs) =>
    contestant(
      `${peer.name}, ${jobs} ${jobs === 1 ? 'job' : 'jobs'}`,
      () => runRival(peer, plan, jobs),
      peer,
    ),
  );
}

async function runOnce(each: Contestant, round: number): Promise<void> {
  if (each.failure !== undefined) return;
  try {
    const run = await each.run(round);
    console.error(`${each.name}: ${run.wallSeconds.toPrecision(3)} s`);
    each.runs.push(run);
  } catch (error) {
    each.failure = (error as Error).message;
    console.error(`${each.name}: ${each.failure}`);
  }
}

function sectionOf(
  ours: Contestant,
  rivals: readonly Contestant[],
  missing: ReadonlyMap<Peer, string | undefined>,
): Section {
  const wall = wallOf(ours);
  const targets: Target[] = [];
  const measurements: Measurement[] = [];
  for (const [peer, reason] of missing) {
    if (reason !== undefined) measurements.push(measured(peer.name, 's', [], `skipped: ${reason}`));
    if (peer.target === undefined) continue;
    const [fastest] = rivals
      .filter((rival) => rival.peer === peer)
      .map(wallOf)
      .sort((a, b) => (a.median ?? Number.POSITIVE_INFINITY) - (b.median ?? Number.POSITIVE_INFINITY));
    const name = `16-trial digits search, ours beside ${peer.name}`;
    targets.push({ name, unit: '×', value: ratio(fastest, wall), ...peer.target });
  }
  return {
    title: 'A search: 16 dense nets, digits, 20 epochs',
    measurements: [...[ours, ...rivals].flatMap((each) => [wallOf(each), searchOf(each)]), ...measurements],
    targets,
  };
}

function wallOf({ name, runs, failure }: Contestant): Measurement {
  const note = failure === undefined ? undefined : `fails: ${failure}`;
  return measured(
    name,
    's',
    runs.map(({ wallSeconds }) => wallSeconds),
    note,
  );
}

function searchOf({ name, runs }: Contestant): Measurement {
  return measured(
    `${name}: the search alone`,
    's',
    runs.map(({ searchSeconds }) => searchSeconds),
  );
}

/** The configurations and the data, for programs that know neither our sampler nor our split. */
async function planText(): Promise<string> {
  const { study, dataset } = await prepareStudy({ space: searchSpace, backend: 'wasm' });
  const sampler = samplerOf(study.spec.search.sampler);
  const { trials } = study.spec.search;
  const rows = ({ x, y }: Split) => ({ x: [...x], y: [...y] });
  const { train, validation } = dataset.splits;
  return JSON.stringify({
    epochs: study.spec.training.maxEpochs,
    features: dataset.inputShape.reduce((product, length) => product * length, 1),
    configurations: Array.from({ length: trials }, (_, trial) => configurationOf(sampler, study.spec, trial)),
    train: rows(train),
    validation: rows(validation),
  });
}

async function runOurs(database: string): Promise<SearchRun> {
  const args = [
    commandLine,
    'start',
    '--no-check',
    searchSpace,
    '--workers',
    '2',
    '--json',
    '--quiet',
    '--db',
    database,
  ];
  const { seconds, output, failure } = await runChild(process.execPath, args);
  if (failure !== undefined) throw new Error(failure);
  return { wallSeconds: seconds, searchSeconds: (JSON.parse(output) as { seconds: number }).seconds };
}

async function runRival(peer: Peer, plan: string, jobs: number): Promise<SearchRun> {
  const { seconds, output, failure } = await runPeer(peer.script, [plan, `${jobs}`]);
  if (failure !== undefined) throw new Error(failure);
  return { wallSeconds: seconds, ...(JSON.parse(output) as { searchSeconds: number }) };
}
