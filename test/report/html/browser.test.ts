import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { decode } from 'fast-png';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { renderCheckPage } from '../../../src/report/html/check-page.ts';
import { renderDataPage } from '../../../src/report/html/data/data-page.ts';
import { hasBrowser, openBrowser } from './browser.ts';
import { checkReport } from './example-check-report.ts';
import {
  imagePageRows,
  imageReport,
  largeReport,
  tablePageRows,
  tableReport,
  wildNames,
} from './example-data-reports.ts';
import { classSuspects, valueSuspects } from './example-suspects.ts';

describe.skipIf(!hasBrowser())('in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hpsearch-pages-'));
  const texts: Record<string, string> = {};
  /** The events that no page may cause: errors, warnings, requests, dialogs. */
  const complaints: string[] = [];
  let browser: Browser;
  let context: BrowserContext;
  /** The page of table, which takes half a second to open; whoever takes it leaves it as it was. */
  let shared: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    context = await browser.newContext();
    texts.table = await renderDataPage(tableReport(), valueSuspects(), tablePageRows());
    texts.grey = await renderDataPage(imageReport(1), classSuspects());
    texts.color = await renderDataPage(imageReport(3), undefined, imagePageRows());
    texts.large = await renderDataPage(largeReport(10, 2000));
    texts.checks = await renderCheckPage(checkReport());
    shared = await open('table');
  });

  afterEach(async () => {
    await Promise.all(context.pages().map((page) => page !== shared && page.close()));
    expect(complaints.splice(0)).toEqual([]);
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function open(name: string, width = 1280, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const url = pathToFileURL(join(folder, `${name}.html`)).href;
    writeFileSync(join(folder, `${name}.html`), texts[name] ?? '');
    const page = await context.newPage();
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => complaints.push(`dialog ${dialog.message()}`));
    page.on('request', (request) => {
      if (request.url() !== url && !request.url().startsWith('data:')) complaints.push(request.url());
    });
    await page.goto(url);
    return page;
  }

  const featureNames = (page: Page) =>
    page.locator('#feature table[data-details] > tbody > tr:first-child > th:visible').allTextContents();
  const sortBy = (page: Page, title: string) =>
    page.locator('#feature').getByRole('button', { name: title, exact: true }).click();

  it.each(['table', 'grey', 'color', 'checks'])(
    'the page of %s asks for nothing, fits a phone, and names its parts',
    async (name) => {
      const page = await open(name, 360);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      expect(await page.locator('h1').count()).toBe(1);
      const pictures = await page.locator('.picture').all();
      for (const picture of pictures.slice(0, 3)) {
        const { width, height } = (await picture.boundingBox()) ?? {};
        expect([width, height].map(String)).toEqual([
          await picture.getAttribute('width'),
          await picture.getAttribute('height'),
        ]);
      }
      expect(await page.locator('table:not(:has(> caption)), th:not([scope])').count()).toBe(0);
      expect(await page.locator('svg:not([aria-label]):not([aria-hidden])').count()).toBe(0);
      const named = await page.getByRole('button', { name: /\S/ }).count();
      expect(await page.getByRole('button').count()).toBe(named);
    },
  );

  it('shows names that are markup as text, and runs none', async () => {
    const page = shared;
    expect(await featureNames(page)).toEqual(expect.arrayContaining(wildNames));
    expect(await page.title()).toContain('penguins.csv <script>');
    expect(await page.locator('#out, [onmouseover]').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(1);
  });

  it('refuses a script and a request of a page that was tampered with', async () => {
    const hostile = '<script>document.title = "run"</script><img src="https://example.com/a.png">';
    texts.tampered = (texts.table ?? '').replace('<main>', `<main>${hostile}`);
    const page = await open('tampered');
    expect(await page.title()).not.toBe('run');
    const refused = complaints.splice(0);
    expect(refused.filter((complaint) => complaint.includes('Content Security Policy'))).toHaveLength(2);
  });

  it('sorts numbers by their value, the missing last in both directions, and equal ones as they stood', async () => {
    const page = shared;
    const features = tableReport().features;
    const names = features.map(({ name }) => name);
    const medians = new Map(
      features.map((each) => [each.name, each.kind === 'number' ? each.quantiles.p50 : Number.NaN]),
    );
    const known = names.filter((name) => !Number.isNaN(medians.get(name)));
    const missing = names.filter((name) => Number.isNaN(medians.get(name)));
    const difference = (a: string, b: string) => (medians.get(a) ?? 0) - (medians.get(b) ?? 0);
    await sortBy(page, 'Median');
    expect(await featureNames(page)).toEqual([...known.toSorted(difference), ...missing]);
    expect(await page.locator('#feature [aria-sort=ascending]').textContent()).toBe('Median');
    await sortBy(page, 'Median');
    expect(await featureNames(page)).toEqual([...known.toSorted((a, b) => difference(b, a)), ...missing]);
    await sortBy(page, 'Median');
    expect(await featureNames(page)).toEqual(names);
    await sortBy(page, 'Missing');
    await sortBy(page, 'Missing');
    const gaps = new Map(features.map((each) => [each.name, each.missing]));
    expect(await featureNames(page)).toEqual(
      names.toSorted((a, b) => (gaps.get(b) ?? 0) - (gaps.get(a) ?? 0)),
    );
    await sortBy(page, 'Missing');
    expect(await featureNames(page)).toEqual(names);
  });

  it('filters by words and by severity', async () => {
    const page = shared;
    const shown = () => page.locator('#finding-table tbody tr:visible td:nth-child(3)').allTextContents();
    const chip = (name: string) => page.locator('#findings').getByRole('button', { name }).click();
    await chip('2 faults');
    expect(await shown()).toEqual(['leak-across-splits', 'target-leak']);
    await chip('1 remark');
    expect(await shown()).toEqual(['leak-across-splits', 'target-leak', 'skew']);
    await chip('2 faults');
    await chip('1 remark');
    await page.locator('#findings input').fill('MISSING 30');
    expect(await shown()).toEqual(['missing']);
    expect(await page.locator('#findings [role=status]').textContent()).toBe('1 of 5');
    await page.locator('#findings input').fill('');
    expect(await shown()).toHaveLength(5);
  });

  it('sorts and filters thousands of rows, and shows the first or all', async () => {
    const page = await open('large');
    const shown = () => page.locator('#finding-table tbody tr:not([hidden]) td:last-child').allTextContents();
    const status = page.locator('#findings [role=status]');
    expect(await shown()).toHaveLength(200);
    expect(await status.textContent()).toBe('The first 200 of 2,000');
    await page.locator('#finding-table').getByRole('button', { name: 'Count' }).click({ clickCount: 2 });
    expect(new Set(await shown())).toEqual(new Set(['20', '19', '18']));
    await page.locator('#findings input').fill('feature_9 remark');
    expect(await status.textContent()).toBe('100 of 2,000');
    const counts = await shown();
    expect(counts).toEqual(counts.toSorted((a, b) => Number(b) - Number(a)));
    await page.locator('#findings input').fill('remark');
    expect(await status.textContent()).toBe('The first 200 of 1,000 matching');
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await shown()).toHaveLength(1000);
  });

  it('pages through rows, filters them by a number, and sorts them by value', async () => {
    const page = await open('table');
    const rows = page.locator('#row-table tbody tr:not([hidden])');
    const status = page.locator('#rows [role=status]');
    const first = () => rows.first().locator('th').textContent();
    expect([await rows.count(), await first()]).toEqual([200, '0']);
    const [previous, next] = ['Previous', 'Next'].map((name) =>
      page.locator('#row-table').getByRole('button', { name, includeHidden: true }),
    );
    expect(await previous?.isVisible()).toBe(false);
    await next?.click();
    expect([await first(), await status.textContent()]).toEqual(['200', '201 to 400 of 450']);
    await next?.click();
    expect([await rows.count(), await next?.isVisible()]).toEqual([50, false]);
    await previous?.click();
    expect(await first()).toBe('200');
    await page.locator('#rows input').fill('weightkg>=440 name4');
    expect(await rows.locator('th').allTextContents()).toEqual(
      [...Array(10).keys()].map((row) => `${440 + row}`),
    );
    await page.locator('#rows input').fill('');
    await page.locator('#row-table').getByRole('button', { name: 'Weight kg' }).click({ clickCount: 2 });
    expect([await first(), await status.textContent()]).toEqual(['449', 'The first 200 of 450']);
  });

  it('shows all images side by side, sorts and filters them', async () => {
    const page = await open('color');
    const shown = page.locator('#image-table tbody tr:not([hidden])');
    expect(await shown.count()).toBe(30);
    const [one, other] = await Promise.all([shown.nth(0).boundingBox(), shown.nth(1).boundingBox()]);
    expect(one?.y).toBe(other?.y);
    await page.locator('#image-table').getByRole('button', { name: 'brightness' }).click({ clickCount: 2 });
    expect(await shown.first().locator('svg').getAttribute('aria-label')).toMatch(/^row 29, /);
    await page.locator('#rows input').fill('brightness<5');
    expect(await shown.count()).toBe(5);
  });

  it('expands a feature by its button, and by a link of a finding', async () => {
    const page = await open('table');
    const chart = page.getByRole('img', { name: 'Histogram of bill_length' });
    expect(await chart.isVisible()).toBe(false);
    await page.locator('#feature-0').getByRole('button', { name: 'Details' }).click();
    expect(await chart.isVisible()).toBe(true);
    expect(await page.locator('#feature-0 [aria-expanded=true]').count()).toBe(1);
    await page.locator('#finding-table').getByRole('link', { name: 'price' }).click();
    expect(await page.getByRole('img', { name: 'Histogram of price' }).isVisible()).toBe(true);
    expect(await page.locator('#feature-2-outliers tbody tr').count()).toBeGreaterThan(5);
  });

  it.each([
    ['grey', 1],
    ['color', 3],
  ] as const)('shows pictures in %s as they are', async (name, channels) => {
    const page = await open(name);
    const picture = page.locator('.sheet').nth(1).locator('svg.picture').first();
    const { width, data, channels: shownChannels } = decode(await picture.screenshot());
    const pixels = Buffer.from(imageReport(channels).images?.sheets[1]?.images[0]?.pixels ?? '', 'base64');
    const scale = width / 12;
    expect(Number.isInteger(scale)).toBe(true);
    for (let place = 0; place < 144; place++) {
      const [x, y] = [(place % 12) * scale + 1, Math.floor(place / 12) * scale + 1];
      for (let channel = 0; channel < 3; channel++) {
        const expected = pixels[place * channels + (channel % channels)];
        expect(data[(y * width + x) * shownChannels + channel]).toBe(expected);
      }
    }
  });

  it('follows the preference for a dark page, charts too', async () => {
    const colors = async (page: Page) => {
      await page.locator('#feature-0 .toggle button').click();
      return page.evaluate(
        `['body', '.chart path[fill="var(--bar)"]'].map((selector) => {
          const style = getComputedStyle(document.querySelector(selector));
          return [style.backgroundColor, style.fill];
        }).flat()`,
      );
    };
    const light = await colors(shared);
    await shared.emulateMedia({ colorScheme: 'dark' });
    // The details are closed again, and opened in the dark.
    await shared.locator('#feature-0 .toggle button').click();
    const dark = await colors(shared);
    await shared.emulateMedia({ colorScheme: 'light' });
    expect(light).toEqual(['rgb(255, 255, 255)', expect.anything(), expect.anything(), 'rgb(91, 132, 184)']);
    expect(dark).toEqual(['rgb(22, 23, 25)', expect.anything(), expect.anything(), 'rgb(111, 154, 203)']);
  });

  it('prints whole tables, without what is for a screen', async () => {
    const page = await open('large');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const isWhole = `(() => { const box = document.querySelector('.tall'); return box.clientHeight >= box.querySelector('table').clientHeight; })()`;
    expect(await page.evaluate(isWhole)).toBe(true);
    expect(await page.locator('nav, .controls').filter({ visible: true }).count()).toBe(0);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  });
});
