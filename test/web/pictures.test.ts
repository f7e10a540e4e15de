import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { makeStudy } from '../made-study/made-study.ts';
import { hasBrowser } from '../report/html/browser.ts';
import { dashboardPages, seriousFindings } from './opened-page.ts';

describe.skipIf(!hasBrowser())('pictures on the page', () => {
  const pages = dashboardPages((db) => makeStudy(db, { trials: 120, hasRungs: true }));

  const card = (page: Page, title: string) =>
    page.locator('section.card', { has: page.getByRole('heading', { name: title, exact: true }) });
  const pictureOf = async (page: Page, title: string) => {
    const picture = card(page, title).locator('.picture');
    // The overlay comes with the drawing.
    await picture.locator('svg.picture-overlay').waitFor();
    return picture;
  };

  it('walks through the trials by keys, names each, picks and opens it', async () => {
    const { page, faults } = await pages.open('?study=1');
    const picture = await pictureOf(page, 'Best so far');
    await picture.focus();
    await page.keyboard.press('ArrowRight');
    const tip = picture.locator('.picture-tip');
    await tip.getByText(/^trial 0( ·|$)/).waitFor();
    await page.keyboard.press('ArrowRight');
    await tip.getByText(/^trial 1( ·|$)/).waitFor();
    await tip.getByText(/learningRate/).waitFor();
    await page.keyboard.press(' ');
    await page.waitForURL(/picked=1(&|$)/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/view=trial(&|$)/);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('names the trial under the pointer, and marks it in the other pictures', async () => {
    const { page } = await pages.open('?study=1&picked=5');
    const picture = await pictureOf(page, 'One parameter');
    await picture.scrollIntoViewIfNeeded();
    const ring = await picture.locator('.picture-picked').boundingBox();
    if (ring === null) throw new Error('trial 5 is not drawn');
    await page.mouse.move(ring.x + ring.width / 2, ring.y + ring.height / 2);
    await picture
      .locator('.picture-tip')
      .getByText(/^trial 5( ·|$)/)
      .waitFor();
    await (await pictureOf(page, 'Best so far')).locator('.picture-hovered').waitFor();
    await page.mouse.down();
    await page.mouse.up();
    await page.waitForURL((url) => !url.searchParams.has('picked'));
    await page.close();
  });

  it('selects by a drag what lies in the rectangle, and Escape takes it back', async () => {
    const { page, faults } = await pages.open('?study=1');
    const picture = await pictureOf(page, 'One parameter');
    await picture.scrollIntoViewIfNeeded();
    const box = await picture.boundingBox();
    if (box === null) throw new Error('the picture is not drawn');
    await page.mouse.move(box.x + 0.4 * box.width, box.y + 0.2 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.7 * box.width, box.y + 0.8 * box.height, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/brush=[^&]*value:/);
    const brush = new URL(page.url()).searchParams.get('brush') ?? '';
    const [, low, high] = /^(?:[^:]+):([^,]+)\.\.([^,]+),value:/.exec(brush) ?? [];
    expect(Number(low)).toBeLessThan(Number(high));
    await page.getByText(/^\d+ of 120 selected$/).waitFor();
    await picture.locator('.picture-brush').waitFor();
    await picture.focus();
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => !url.searchParams.has('brush'));
    expect(faults).toEqual([]);
    await page.close();
  });

  it('keeps its choices in the address, and shows its numbers as a table', async () => {
    const { page } = await pages.open('?study=1&slice.parameter=units');
    await pictureOf(page, 'One parameter');
    const slice = card(page, 'One parameter');
    expect(await slice.getByRole('combobox', { name: 'parameter' }).inputValue()).toBe('units');
    await slice.getByRole('combobox', { name: 'axis' }).selectOption('best half');
    await page.waitForURL(/slice\.axis=best/);
    await slice.getByRole('button', { name: 'numbers' }).click();
    await slice.getByRole('columnheader', { name: 'units' }).waitFor();
    expect(await slice.locator('tbody tr').count()).toBeGreaterThan(5);
    expect(await seriousFindings(page)).toEqual([]);
    await page.close();
  });

  it('follows the theme', async () => {
    const { page } = await pages.open('?study=1', { colorScheme: 'light' });
    const canvas = (await pictureOf(page, 'Best so far')).locator('canvas');
    const shot = async () => (await canvas.screenshot()).toString('base64');
    const light = await shot();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(shot, { timeout: 10_000 }).not.toBe(light);
    await page.close();
  });
});
