import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { Fuzzer } from './fuzzer.ts';
import { fuzzers } from './fuzzers/catalogue.ts';
import { endlessPlan, shortPlan } from './plan.ts';
import { renderReport } from './report.ts';
import { runFuzzers } from './run-fuzzers.ts';

const usage = `npm run fuzz -- [--seed N] [--minutes M | --short | --case N] [--only ${fuzzers.map(({ name }) => name).join(',')}]
  --seed     the same seed gives the same cases (default 1)
  --minutes  how long to go on (default 5)
  --short    the cases of npm test, and no others
  --case     one case again; needs --only with one name
  --to       folder for failing inputs (default ./fuzz-failures)
  --lanes    cases at once (default: one a core)
  --json     print the report as one JSON document`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '5' },
    short: { type: 'boolean', default: false },
    case: { type: 'string' },
    only: { type: 'string' },
    to: { type: 'string', default: 'fuzz-failures' },
    lanes: { type: 'string', default: String(availableParallelism()) },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const names = values.only?.split(',') ?? fuzzers.map(({ name }) => name);
const chosen = fuzzers.filter(({ name }) => names.includes(name));
const [seed, minutes, lanes] = [values.seed, values.minutes, values.lanes].map(Number) as [
  number,
  number,
  number,
];
const isWrong =
  chosen.length !== names.length ||
  !Number.isSafeInteger(seed) ||
  !(minutes > 0) ||
  !(lanes >= 1) ||
  (values.case !== undefined && chosen.length !== 1);
if (values.help || isWrong) {
  console.error(usage);
  process.exit(values.help ? 0 : 2);
}

const endsAt = performance.now() + minutes * 60_000;
const plan =
  values.case !== undefined
    ? [{ fuzzer: chosen[0] as Fuzzer, index: Number(values.case) }]
    : values.short
      ? shortPlan(chosen)
      : endlessPlan(chosen, () => performance.now() > endsAt);
const report = await runFuzzers({
  seed,
  plan,
  lanes,
  failures: values.to,
  onCase: ({ fuzzer, index }, { runs, faults }) => {
    if (values.case !== undefined) {
      for (const { args, code, stdout, stderr } of runs)
        console.error(
          JSON.stringify(
            { args, code, stdout: stdout.slice(0, 2_000), stderr: stderr.slice(0, 4_000) },
            null,
            2,
          ),
        );
    }
    for (const fault of faults)
      console.error(`${fuzzer.name} ${index}: ${JSON.stringify(fault.slice(0, 300))}`);
  },
});
console.log(values.json ? JSON.stringify(report, null, 2) : renderReport(report));
process.exitCode = report.findings.length === 0 ? 0 : 1;
