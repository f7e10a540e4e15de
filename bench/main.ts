import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureBookkeeping } from './bookkeeping/bookkeeping.ts';
import { measureLongStudy } from './bookkeeping/long-study.ts';
import { measureDashboard } from './dashboard/dashboard.ts';
import { measureStudyData } from './dashboard/study-data.ts';
import { type Section, verdictOn } from './figure.ts';
import { measureMachines } from './machines/machines.ts';
import { measureMemory } from './memory/memory.ts';
import { measureMillion } from './million/million.ts';
import { measureQuality } from './quality/quality.ts';
import { measureRecurrent } from './recurrent/recurrent.ts';
import { renderSection } from './report.ts';
import { measureRace } from './search/race/race.ts';
import { measureSearchMethods } from './search/search-methods.ts';
import { measureSearches } from './searches/searches.ts';
import { measureSteps } from './steps/steps.ts';
import { measureTorchSteps } from './steps/torch-steps.ts';
import { measureSuspects } from './suspects/suspects.ts';
import { measureTables } from './tables/tables.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string' },
    repeats: { type: 'string', default: '3' },
    'peer-repeats': { type: 'string', default: '3' },
    tables: { type: 'string' },
    methods: { type: 'string' },
    seeds: { type: 'string' },
    results: { type: 'string' },
    variants: { type: 'string' },
    curves: { type: 'string' },
    pictures: { type: 'string' },
    races: { type: 'string' },
    machines: { type: 'string', default: 'efficiency,cost,idle,pick-up' },
  },
});
const repeats = Number(values.repeats);
const peerRepeats = Number(values['peer-repeats']);

/** By the name that `--only` takes, several with commas. */
const sections: Readonly<Record<string, () => Promise<Section>>> = {
  steps: () => measureSteps(repeats),
  recurrent: () => measureRecurrent(repeats),
  'torch-steps': () => measureTorchSteps(repeats),
  bookkeeping: () => measureBookkeeping(repeats),
  'long-study': () => measureLongStudy(),
  million: () => measureMillion(repeats),
  'dashboard-data': () => measureStudyData(repeats),
  dashboard: () => measureDashboard(repeats),
  memory: () => measureMemory(),
  tables: () => measureTables(repeats),
  searches: () => measureSearches(repeats, peerRepeats),
  quality: () => measureQuality(values),
  'search-methods': () => measureSearchMethods(values),
  race: () => measureRace(values),
  suspects: () => measureSuspects(Number(values.seeds ?? 6)),
  machines: () => measureMachines(repeats, values.machines.split(',')),
};

/** These take long, and are measured only when asked for. */
const onRequest = ['long-study', 'quality', 'search-methods', 'race', 'suspects', 'dashboard', 'machines'];
const wanted = values.only?.split(',') ?? Object.keys(sections).filter((name) => !onRequest.includes(name));
const unknown = wanted.filter((name) => !Object.hasOwn(sections, name));
if (unknown.length > 0) {
  console.error(`--only knows ${Object.keys(sections).join(', ')}, and not ${unknown.join(', ')}`);
  process.exit(2);
}

const machine = {
  cores: availableParallelism(),
  processor: cpus()[0]?.model ?? 'unknown',
  node: process.version,
  system: `${process.platform} ${process.arch}`,
};
console.log(`${machine.cores} cores, ${machine.processor}, Node ${machine.node}, ${machine.system}\n`);

const results: object[] = [];
for (const name of wanted) {
  const loadBefore = loadavg()[0];
  const section = await (sections[name] as () => Promise<Section>)();
  const targets = section.targets.map((target) => ({ ...target, verdict: verdictOn(target) }));
  results.push({ name, ...section, targets, loadBefore, loadAfter: loadavg()[0] });
  console.log(renderSection(section));
}

const report = JSON.stringify({ machine, sections: results }, null, 2);
if (values.json === undefined) console.log(report);
else await writeFile(values.json, `${report}\n`);
