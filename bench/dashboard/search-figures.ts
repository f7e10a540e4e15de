import { measured, median, type Section } from '../figure.ts';
import { type SearchTime, timeSearch, timeWatchedSearch, type WatchedSearch } from './beside-search.ts';

/** The searches take turns, so that a busy minute of the machine falls on both kinds. */
export async function besideSearch(
  db: string,
  repeats: number,
): Promise<Pick<Section, 'measurements' | 'targets'>> {
  const alone: SearchTime[] = [];
  const watched: WatchedSearch[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const runAlone = async () => alone.push(await timeSearch(db, `alone-${repeat}`));
    if (repeat % 2 === 0) await runAlone();
    watched.push(await timeWatchedSearch(db, `watched-${repeat}`));
    if (repeat % 2 === 1) await runAlone();
  }
  const slower = (of: (time: SearchTime) => number) =>
    watched.map((each, pair) => 100 * (of(each) / of(alone[pair] as SearchTime) - 1));
  const byTime = measured(
    'longer than alone, by pair',
    '%',
    slower(({ seconds }) => seconds),
  );
  const errors = watched.flatMap(({ followed }) => followed.errors);
  return {
    measurements: [
      measured(
        'a search alone',
        's',
        alone.map(({ seconds }) => seconds),
      ),
      measured(
        'a search that fifty clients follow',
        's',
        watched.map(({ seconds }) => seconds),
      ),
      byTime,
      measured(
        'more processor time of the search, by pair',
        '%',
        slower(({ processorSeconds }) => processorSeconds),
      ),
      measured(
        'processor time of the server until fifty pages had all that they show',
        'ms',
        watched.map(({ openingSeconds }) => 1000 * openingSeconds),
      ),
      measured(
        'one core, by the server while they followed',
        '%',
        watched.map(({ serverShare }) => serverShare),
      ),
      measured(
        'processor time of the fifty clients, on the same cores',
        's',
        watched.map(({ followed }) => followed.seconds),
      ),
      measured(
        'most resident memory of the server',
        'MB',
        watched.map(({ serverMegabytes }) => serverMegabytes),
      ),
    ],
    targets: [
      { name: 'a search slowed by fifty clients', unit: '%', value: byTime.median, must: 2, aim: 1 },
      {
        name: `refused or failed, ${errors[0] ?? requestsOf(watched)}`,
        unit: 'errors',
        value: errors.length,
        must: 0,
        aim: 0,
      },
    ],
  };
}

function requestsOf(watched: readonly WatchedSearch[]): string {
  return `of ${median(watched.map(({ followed }) => followed.requests))} requests a search`;
}
