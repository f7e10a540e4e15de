import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { makeStudy } from '../made-study/made-study.ts';
import { hasBrowser } from '../report/html/browser.ts';
import { dashboardPages } from './opened-page.ts';

describe.skipIf(!hasBrowser())('parallel coordinates and learning curves on the page', () => {
  const pages = dashboardPages((db) => makeStudy(db, { trials: 243, hasRungs: true }));

  const open = async (query: string, options = {}) => {
    const { page, faults } = await pages.open(query, options);
    await page.locator('.curves canvas').waitFor();
    return { page, faults };
  };
  /** Waits until the canvas has at least this many pixels of a colour. */
  const waitForPixels = (canvas: Locator, colour: readonly [number, number, number], least: number) =>
    expect.poll(() => canvas.evaluate(countPixels, colour), { timeout: 60_000 }).toBeGreaterThan(least);
  const selection = (page: Page) => page.getByRole('status').filter({ hasText: 'selected' });
  const axis = (page: Page, name: string) => page.locator('.axis').filter({ hasText: name });

  it('draw trials in blue and the best group in gold, light and dark', async () => {
    for (const [colorScheme, blue, gold] of [
      ['light', [44, 111, 179], [168, 101, 0]],
      ['dark', [111, 168, 224], [229, 169, 61]],
    ] as const) {
      const { page, faults } = await open('?study=1', { colorScheme });
      for (const canvas of [page.locator('.parallel canvas'), page.locator('.curves canvas')]) {
        await waitForPixels(canvas, blue, 500);
        await waitForPixels(canvas, gold, 100);
      }
      expect(faults).toEqual([]);
      await page.close();
    }
  });

  it('select by a drag along an axis, for all views, and the address reproduces it', async () => {
    const { page, faults } = await open('?study=1');
    const track = axis(page, 'learningRate').locator('.axis-track');
    await drag(page, track, 0.25, 0.5);
    await selection(page).waitFor();
    // The move before the last one gives 0.0016.
    await page.waitForURL(/brush=learningRate:0\.00(1|(099|100|101)\d*)\.\.0\.01/);
    const words = await selection(page).innerText();
    const { page: again } = await open(new URL(page.url()).search);
    await expect.poll(() => selection(again).innerText()).toBe(words);
    await axis(again, 'learningRate')
      .locator('.axis-track')
      .dblclick({ position: { x: 14, y: 4 } });
    await again.getByText('243 of 243 trials', { exact: true }).first().waitFor();
    await again.waitForURL((url) => !url.searchParams.has('brush'));
    expect(faults).toEqual([]);
    for (const each of [page, again]) await each.close();
  });

  it('select by keyboard', async () => {
    const { page } = await open('?study=1');
    const upper = page.getByRole('slider', { name: 'learningRate (log), upper bound' });
    await upper.focus();
    for (let press = 0; press < 3; press++) await page.keyboard.press('PageDown');
    await page.waitForURL(/brush=learningRate:0\.00001\.\.0\.0063/);
    expect(await upper.getAttribute('aria-valuetext')).toMatch(/^0\.0063/);
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => !url.searchParams.has('brush'));
    await page.close();
  });

  it('move and hide axes', async () => {
    const { page } = await open('?study=1');
    const names = () => page.locator('.axis-title').allInnerTexts();
    const before = await names();
    await page.locator('.axis-title').first().focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(names).toEqual([before[1], before[0], ...before.slice(2)]);
    await page.keyboard.press('Delete');
    await expect.poll(names).toEqual([before[1], ...before.slice(2)]);
    await page.close();
  });

  it('name the trial at the pointer, and a click picks it', async () => {
    const { page } = await open('?study=1');
    const plot = page.locator('.parallel-plot');
    await plot.scrollIntoViewIfNeeded();
    const box = await boxOf(page.locator('.axis-track').nth(1));
    for (const [left, top] of [[box.x + 40, box.y + 0.4 * box.height] as const])
      await page.mouse.move(left, top);
    const tip = plot.locator('.picture-tip b');
    await tip.waitFor();
    const [, trial] = /^trial (\d+)/.exec(await tip.innerText()) ?? [];
    await page.mouse.down();
    await page.mouse.up();
    await page.waitForURL(new RegExp(`picked=${trial}(&|$)`));
    await waitForPixels(page.locator('.curves canvas'), [29, 29, 27], 50);
    await page.close();
  });

  it('name the trial of the nearest curve, up to the last epoch', async () => {
    const { page } = await open('?study=1');
    const area = page.locator('.curves .u-over');
    await area.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await boxOf(area);
    const tip = page.locator('.curves .picture-tip b');
    // The best curve is the lowest one, and ends in the last epoch: below it there is nothing to the right.
    await expect
      .poll(async () => {
        for (const share of [0.97, 0.99]) await page.mouse.move(x + share * width, y + 0.97 * height);
        return (await tip.count()) > 0 ? tip.innerText() : '';
      })
      .toMatch(/^trial \d+ · 0\.0/);
    await page.close();
  });

  it('zoom the curves by a drag and by keys, and show another metric', async () => {
    const { page, faults } = await open('?study=1');
    const area = page.locator('.curves .u-over');
    await area.scrollIntoViewIfNeeded();
    const box = await boxOf(area);
    await page.mouse.move(box.x + 0.2 * box.width, box.y + 0.2 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.6 * box.width, box.y + 0.8 * box.height, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/zoom=/);
    await page.getByRole('button', { name: 'show all' }).click();
    await page.waitForURL((url) => !url.searchParams.has('zoom'));
    await page.getByRole('group', { name: /^Learning curves of 2\d\d of 243 trials: valLoss/ }).focus();
    await page.keyboard.press('+');
    await page.waitForURL(/zoom=/);
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => !url.searchParams.has('zoom'));
    await page.getByLabel('metric').selectOption('valAccuracy');
    await page.getByRole('group', { name: /valAccuracy by epoch/ }).waitFor();
    await waitForPixels(page.locator('.curves canvas'), [168, 101, 0], 100);
    expect(faults).toEqual([]);
    await page.close();
  });
});

async function boxOf(element: Locator) {
  const box = await element.boundingBox();
  if (box === null) throw new Error('the element is not shown');
  return box;
}

/** Drags along a track, from one share of its height to another. */
async function drag(page: Page, track: Locator, from: number, to: number): Promise<void> {
  await track.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await boxOf(track);
  await page.mouse.move(x + width / 2, y + from * height);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + to * height, { steps: 5 });
  await page.mouse.up();
}

/** Runs in the page: counts pixels near a colour. */
function countPixels(canvas: unknown, [red, green, blue]: readonly [number, number, number]): number {
  const drawn = canvas as {
    width: number;
    height: number;
    getContext(kind: '2d'): { getImageData(...box: number[]): { data: Uint8ClampedArray } };
  };
  const { data } = drawn.getContext('2d').getImageData(0, 0, drawn.width, drawn.height);
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    const distance =
      Math.abs((data[at] as number) - red) +
      Math.abs((data[at + 1] as number) - green) +
      Math.abs((data[at + 2] as number) - blue);
    if ((data[at + 3] as number) > 200 && distance < 24) count++;
  }
  return count;
}
