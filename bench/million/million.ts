import { join } from 'node:path';
import { measured, type Section } from '../figure.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { forgetTrial, recordTrials } from './recorded-trials.ts';
import { timeStart } from './start.ts';
import { k, timeQueries, timeTop } from './top.ts';

const trials = 1_000_000;

type Runs = Record<'query' | 'command' | 'start' | 'empty' | 'memory', number[]>;

/** The cost of a study of a million trials: the best of them, and the beginning of one more, beside a study of one trial. */
export function measureMillion(repeats: number): Promise<Section> {
  return inTemporaryFolder(async (folder) => {
    const [many, none] = [join(folder, 'million.db'), join(folder, 'none.db')];
    const studyId = await recordTrials(many, trials);
    const other = await recordTrials(none, 0);
    const runs: Runs = { query: [], command: [], start: [], empty: [], memory: [] };
    for (let repeat = 0; repeat < repeats; repeat++) {
      runs.query.push(await timeQueries(many, studyId));
      runs.command.push(await timeTop(many));
      forgetTrial(many, studyId, trials - 1);
      const resumed = await timeStart(many, trials);
      runs.start.push(1000 * resumed.seconds);
      runs.memory.push(resumed.megabytes);
      forgetTrial(none, other, 0);
      runs.empty.push(1000 * (await timeStart(none, 1)).seconds);
    }
    const query = measured(`store.top(${k})`, 'ms', runs.query);
    const start = measured('hpsearch start, to its first trial', 'ms', runs.start);
    return {
      title: '1,000,000 recorded trials',
      measurements: [
        query,
        measured(`hpsearch top --k ${k}, start included`, 'ms', runs.command),
        start,
        measured('the same of a study without trials', 'ms', runs.empty),
        measured('its most resident memory, over the million', 'MB', runs.memory),
      ],
      targets: [
        { name: 'top over 1,000,000 trials', unit: 'ms', value: query.median, must: 50, aim: 5 },
        { name: 'start over 1,000,000 trials', unit: 'ms', value: start.median, must: 2000, aim: 1000 },
      ],
    };
  });
}
