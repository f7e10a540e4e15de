import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { loadAssets } from '../../src/dashboard/page/assets.ts';
import { makeStudy } from '../../test/made-study/made-study.ts';
import { type Measurement, measured, median, type Section, type Target } from '../figure.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { type SearchTime, timeSearch, timeWatchedSearch, type WatchedSearch } from './beside-search.ts';
import { measureBrushing } from './brushing.ts';
import { type FirstPicture, timeFirstPicture } from './first-picture.ts';
import { serveDashboard } from './served-dashboard.ts';

const executablePath = '/usr/bin/chromium';
/** A page compressed by the server's own gzip. */
const mostPageMegabytes = 1.5;

interface Figures {
  readonly measurements: readonly Measurement[];
  readonly targets: readonly Target[];
}

/**
 * The promises of issue 17 on a study of 10,000 trials × 50 epochs: the first picture at a cold server, brushing, the
 * server's memory, what fifty clients cost a search beside it, and the size of the page.
 */
export function measureDashboard(repeats: number): Promise<Section> {
  return inTemporaryFolder(async (folder) => {
    const db = join(folder, 'hpsearch.db');
    await makeStudy(db, { trials: 10_000, epochs: 50 });
    const parts = [
      existsSync(executablePath) ? await inBrowser(db, repeats) : { measurements: [], targets: [] },
      await besideSearch(db, repeats),
      pageSize(),
    ];
    return {
      title: 'dashboard: 10,000 trials × 50 epochs',
      measurements: parts.flatMap(({ measurements }) => measurements),
      targets: parts.flatMap(({ targets }) => targets),
    };
  });
}

async function inBrowser(db: string, repeats: number): Promise<Figures> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const server = await serveDashboard(db);
  try {
    const opened: FirstPicture[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) opened.push(await timeFirstPicture(browser, db));
    const of = (name: keyof FirstPicture) => opened.map((each) => each[name]);
    const picture = measured('from the navigation to the first picture', 'ms', of('pictureMs'));
    const memory = measured(
      'most resident memory of the server by the end of loading',
      'MB',
      of('megabytes'),
    );
    const brushing = await measureBrushing(browser, new URL('?study=1', server.url).href, 10 * repeats);
    return {
      measurements: [
        picture,
        measured('to the end of all loading', 'ms', of('pageMs')),
        memory,
        ...brushing.measurements,
      ],
      targets: [
        { name: 'first picture', unit: 'ms', value: picture.median, must: 1500, aim: 750 },
        { name: 'memory of the server', unit: 'MB', value: Math.max(...memory.runs), must: 300, aim: 200 },
        ...brushing.targets,
      ],
    };
  } finally {
    server.close();
    await browser.close();
  }
}

/** The searches take turns, so that a busy minute of the machine falls on both kinds. */
async function besideSearch(db: string, repeats: number): Promise<Figures> {
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
        'one core, by the server meanwhile',
        '%',
        watched.map(({ serverShare }) => serverShare),
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

/** Without the source maps, which no browser loads by itself. */
function pageSize(): Figures {
  const bytes = [...loadAssets().values()].reduce((sum, { gzip }) => sum + gzip.length, 0);
  const size = measured('the page, compressed', 'MB', [bytes / 1e6]);
  return {
    measurements: [size],
    targets: [
      { name: 'page, compressed', unit: 'MB', value: size.median, must: mostPageMegabytes, aim: 0.5 },
    ],
  };
}
