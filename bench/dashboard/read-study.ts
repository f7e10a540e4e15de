import { curveColumns } from '../../src/actions/dashboard/curve-columns.ts';
import { studyHead } from '../../src/actions/dashboard/study-head.ts';
import { trialColumns } from '../../src/actions/dashboard/trial-columns.ts';
import { verdict } from '../../src/actions/dashboard/verdict/verdict.ts';
import { encodeCurves } from '../../src/plots/columns/curve-columns.ts';
import { encodeTrials } from '../../src/plots/columns/trial-columns.ts';

/** Processor milliseconds of each part, megabytes of the bytes that are sent, and the most resident memory of the process. */
export type ReadTimes = Readonly<
  Record<
    'head' | 'columns' | 'columnMegabytes' | 'curves' | 'curveMegabytes' | 'verdict' | 'megabytes',
    number
  >
>;

async function timed<T>(read: () => Promise<T>): Promise<readonly [milliseconds: number, found: T]> {
  const before = process.cpuUsage();
  const found = await read();
  const { user, system } = process.cpuUsage(before);
  return [(user + system) / 1000, found];
}

const [, , db = ''] = process.argv;
const study = undefined;
const [head] = await timed(() => studyHead({ study, db }));
const [columns, trialBytes] = await timed(async () =>
  encodeTrials(await trialColumns({ study, db, since: undefined })),
);
const [curves, curveBytes] = await timed(async () =>
  encodeCurves(await curveColumns({ study, db, metric: undefined, since: undefined })),
);
const [judging] = await timed(() => verdict({ study, db }));
const times: ReadTimes = {
  ...{ head, columns, columnMegabytes: trialBytes.length / 1e6 },
  ...{ curves, curveMegabytes: curveBytes.length / 1e6, verdict: judging },
  megabytes: process.resourceUsage().maxRSS / 1e3,
};
console.log(JSON.stringify(times));
