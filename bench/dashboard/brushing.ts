import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { openDashboard } from '../../src/dashboard/dashboard.ts';
import { makeStudy } from '../../test/made-study/made-study.ts';
import { measured, type Section } from '../figure.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

const executablePath = '/usr/bin/chromium';
const title = 'dashboard: brushing 10,000 trials on 12 axes';
const axes =
  'learningRate,units,layers,dropout,batchSize,weightDecay,optimizer,momentum,value,valAccuracy,loss,accuracy';

/** The time from a pointer's move on an axis to the frame that shows the selection, in a real browser, by device ratio. */
export async function measureBrushing(repeats: number): Promise<Section> {
  return inTemporaryFolder(async (folder) => {
    const db = join(folder, 'hpsearch.db');
    await makeStudy(db, { trials: 10_000, epochs: 50 });
    const options = { db, study: undefined, host: undefined, port: undefined };
    const dashboard = await openDashboard(options, {
      version: 'bench',
      onFault: (error) => {
        throw error;
      },
    });
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    try {
      const url = new URL(`?study=1&axes=${axes}`, dashboard.url).href;
      const found: Brushing[] = [];
      for (const ratio of [1, 2]) found.push(await brush(browser, url, ratio, 10 * repeats));
      return {
        title,
        measurements: found.flatMap(({ ratio, frames, first }) => [
          measured(`a move, ${ratio} device pixels`, 'ms', frames),
          measured(`the first move, ${ratio} device pixels`, 'ms', [first]),
        ]),
        targets: found.map(({ ratio, frames, first }) => ({
          name: `slowest move, ${ratio} device pixels`,
          unit: 'ms' as const,
          value: Math.max(first, ...frames),
          must: 100,
          aim: 50,
        })),
      };
    } finally {
      await browser.close();
      await dashboard.close();
    }
  });
}

interface Brushing {
  readonly ratio: number;
  readonly first: number;
  readonly frames: readonly number[];
}

type Opened = Awaited<ReturnType<typeof chromium.launch>>;

async function brush(browser: Opened, url: string, ratio: number, moves: number): Promise<Brushing> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 }, deviceScaleFactor: ratio });
  await page.goto(url);
  const track = page.locator('.axis-track').nth(1);
  await track.scrollIntoViewIfNeeded();
  await page.locator('.curves canvas').waitFor();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 3000)));
  const box = await track.boundingBox();
  if (box === null) throw new Error('there is no axis to brush');
  await page.mouse.move(box.x + box.width / 2, box.y + 0.2 * box.height);
  await page.mouse.down();
  // Half of the trials are selected in the first move: more than any later one adds or removes.
  const times = (await page.evaluate(inPage(moves, box))) as number[];
  await page.mouse.up();
  await page.close();
  const [first = Number.NaN, ...frames] = times;
  return { ratio, first, frames };
}

/** A script, as text because the compiler of this bench knows no browser: it moves the pointer and reads a pixel back. */
function inPage(moves: number, { y, height }: { readonly y: number; readonly height: number }): string {
  return `(async () => {
    const track = document.querySelectorAll('.axis-track')[1];
    const canvas = document.querySelector('.parallel canvas');
    const times = [];
    for (let move = 0; move < ${moves}; move++) {
      const clientY = ${y} + ${height} * (0.65 + 0.2 * Math.sin(move));
      await new Promise(requestAnimationFrame);
      const start = performance.now();
      track.dispatchEvent(new PointerEvent('pointermove', { clientY, buttons: 1, bubbles: true }));
      await new Promise(requestAnimationFrame);
      canvas.getContext('2d').getImageData(0, 0, 1, 1);
      times.push(performance.now() - start);
    }
    return times;
  })()`;
}
