import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { makeStudy } from '../made-study/made-study.ts';
import { hasBrowser } from '../report/html/browser.ts';
import { dashboardPages, seriousFindings } from './opened-page.ts';

const hostile = '<img src=x onerror=alert(1)>';

describe.skipIf(!hasBrowser())('the page of a search', () => {
  const pages = dashboardPages(async (db) => {
    await makeStudy(db, { trials: 243 });
    await makeStudy(db, { trials: 12, name: hostile });
  });

  const rows = (page: Page) => page.locator('.trial-table tbody tr[aria-rowindex]');
  const trialsOf = async (page: Page) =>
    (await page.locator('.trial-table tbody th').allInnerTexts()).map(Number);

  it('lists the studies, and shows a name with markup as it is', async () => {
    const { page, faults } = await pages.open('/');
    await page.getByRole('link', { name: hostile }).click();
    await rows(page).first().waitFor();
    expect(await page.locator('h1').innerText()).toBe(hostile);
    expect(await page.locator('img').count()).toBe(0);
    await page.goBack();
    await page.getByRole('link', { name: 'made' }).waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('shows all trials, ranked, and says how many', async () => {
    const { page, faults } = await pages.open('?study=1');
    await rows(page).first().waitFor();
    await page.getByText('243 of 243 trials', { exact: true }).first().waitFor();
    expect(await page.locator('.trial-table table').getAttribute('aria-rowcount')).toBe('244');
    const classes = await rows(page).first().getAttribute('class');
    expect(classes).toContain('is-best');
    await page.locator('.trial-table').evaluate((element) => {
      element.scrollTop = element.scrollHeight;
    });
    await page.locator('tr[aria-rowindex="244"]').waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('sorts, searches and filters by state, and its address reproduces that', async () => {
    const { page } = await pages.open('?study=1&view=trials');
    await rows(page).first().waitFor();
    await page.getByRole('button', { name: 'units', exact: true }).click();
    await page.locator('th[aria-sort=ascending]').waitFor();
    await page.getByRole('button', { name: 'units', exact: true }).click();
    await page.locator('th[aria-sort=descending]').waitFor();
    await page.getByRole('searchbox').fill('units<100 adam');
    await page.getByRole('button', { name: 'complete' }).click();
    await page.getByText(/^\d+ of 243 selected$/).waitFor();
    await page.waitForURL(/states=complete/);
    const found = await trialsOf(page);
    const { page: again } = await pages.open(new URL(page.url()).search);
    await rows(again).first().waitFor();
    expect(await trialsOf(again)).toEqual(found);
    expect(await again.getByRole('button', { name: 'complete' }).getAttribute('aria-pressed')).toBe('true');
    await again.getByRole('button', { name: 'clear' }).click();
    await again.getByText('243 of 243 trials', { exact: true }).waitFor();
    for (const each of [page, again]) await each.close();
  });

  it('is walked by keys: arrows, space to pick, Enter to open, and Back returns', async () => {
    const { page } = await pages.open('?study=1&view=trials');
    await rows(page).first().waitFor();
    const [first, second] = await trialsOf(page);
    await page.locator('.trial-table table').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.locator(`#trial-${second}.is-hovered`).waitFor();
    await page.keyboard.press(' ');
    await page.locator(`#trial-${second}[aria-selected=true]`).waitFor();
    await page.waitForURL(new RegExp(`picked=${second}`));
    await page.keyboard.press('End');
    await page.locator('tr[aria-rowindex="244"].is-hovered').waitFor();
    await page.keyboard.press('Home');
    await page.locator(`#trial-${first}.is-hovered`).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('trial') === String(first));
    await page.goBack();
    await rows(page).first().waitFor();
    expect(await page.locator(`#trial-${second}`).getAttribute('aria-selected')).toBe('true');
    await page.close();
  });

  it('lets columns be chosen, and saves what it shows as CSV', async () => {
    const { page } = await pages.open('?study=1&columns=value,units&words=units%3E200');
    await rows(page).first().waitFor();
    expect(await page.locator('.trial-table thead button').allInnerTexts()).toEqual([
      'trial',
      'valLoss',
      'units',
    ]);
    const download = page.waitForEvent('download');
    await page
      .locator('section', { has: page.locator('.trial-table') })
      .getByRole('button', { name: 'CSV', exact: true })
      .click();
    const chunks: Buffer[] = [];
    for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
    const lines = Buffer.concat(chunks).toString().trim().split('\r\n');
    expect(lines[0]).toBe('trial,valLoss,units');
    expect(`${lines.length}`).toBe(await page.locator('.trial-table table').getAttribute('aria-rowcount'));
    expect(lines.slice(1).every((line) => Number(line.split(',')[2]) > 200)).toBe(true);
    await page.close();
  });

  it.each([
    ['/', 1320, 'light'],
    ['?study=1', 1320, 'light'],
    ['?study=1', 1320, 'dark'],
    ['?study=1', 360, 'light'],
    ['?study=1&view=trials&states=failed&picked=1,2', 1320, 'dark'],
    ['?study=1&view=trials', 360, 'dark'],
    ['?study=99', 1320, 'light'],
  ] as const)(
    '%s at %i px, %s: no serious finding of axe, nothing wider than the window',
    async (query, width, colorScheme) => {
      const { page } = await pages.open(query, {
        viewport: { width, height: 900 },
        colorScheme,
      });
      await page.locator('main .card').first().waitFor();
      await page.locator('.skeleton').first().waitFor({ state: 'detached' });
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(await seriousFindings(page)).toEqual([]);
      await page.close();
    },
  );

  it('keeps a chosen theme', async () => {
    const { page } = await pages.open('?study=1');
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await ground();
    await page.getByRole('button', { name: /Switch to light/ }).click();
    await page.getByRole('button', { name: /Switch to dark/ }).click();
    const dark = await ground();
    expect(dark).not.toBe(light);
    await page.reload();
    await page.getByRole('button', { name: /^Theme: dark/ }).waitFor();
    expect(await ground()).toBe(dark);
    await page.evaluate('localStorage.clear()');
    await page.close();
  });
});
