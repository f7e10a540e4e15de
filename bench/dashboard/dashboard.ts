import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { loadAssets } from '../../src/dashboard/page/assets.ts';
import { makeStudy } from '../../test/made-study/made-study.ts';
import { measured, type Section } from '../figure.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { measureBrushing } from './brushing.ts';
import { type FirstPicture, timeFirstPicture } from './first-picture.ts';
import { besideSearch } from './search-figures.ts';
import { serveDashboard } from './served-dashboard.ts';

const executablePath = '/usr/bin/chromium';
/** A page compressed by the server's own gzip. */
const mostPageMegabytes = 1.5;

type Figures = Pick<Section, 'measurements' | 'targets'>;

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
