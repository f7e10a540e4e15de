import type { chromium } from 'playwright-core';
import { type Measurement, measured, type Target } from '../figure.ts';

export type Browser = Awaited<ReturnType<typeof chromium.launch>>;

const axes =
  'learningRate,units,layers,dropout,batchSize,weightDecay,optimizer,momentum,value,valAccuracy,loss,accuracy';

interface BrushingFigures {
  readonly measurements: readonly Measurement[];
  readonly targets: readonly Target[];
}

/** The time from a pointer's move on one of twelve axes to the frame that shows the selection, by device ratio. */
export async function measureBrushing(
  browser: Browser,
  address: string,
  moves: number,
): Promise<BrushingFigures> {
  const found: Brushing[] = [];
  for (const ratio of [1, 2]) found.push(await brush(browser, `${address}&axes=${axes}`, ratio, moves));
  return {
    measurements: found.flatMap(({ ratio, frames, first }) => [
      measured(`a move of a brush, ${ratio} device pixels`, 'ms', frames),
      measured(`the first move, ${ratio} device pixels`, 'ms', [first]),
    ]),
    targets: found.map(({ ratio, frames, first }) => ({
      name: `slowest move of a brush, ${ratio} device pixels`,
      unit: 'ms' as const,
      value: Math.max(first, ...frames),
      must: 100,
      aim: 50,
    })),
  };
}

interface Brushing {
  readonly ratio: number;
  readonly first: number;
  readonly frames: readonly number[];
}

async function brush(browser: Browser, url: string, ratio: number, moves: number): Promise<Brushing> {
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
