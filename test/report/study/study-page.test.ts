import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { stateCodes } from '../../../src/plots/columns/trial-columns.ts';
import { renderStudyPage } from '../../../src/report/html/study/study-page.ts';
import { trialOrder } from '../../../src/report/html/study/trial-order.ts';
import { drawingsOf } from '../../../src/report/pictures/drawings.ts';
import { commandWords } from '../../../src/report/text/parts/command-words.ts';
import type { MadeStudy } from '../../made-study/made-study.ts';
import { exampleView } from '../../plots/example-view.ts';
import { hasBrowser, openBrowser } from '../html/browser.ts';
import { madeReport } from './made-report.ts';

const wildName = '<img src=x onerror=alert(1)>';
const trials = 243;

async function pageOf(study: MadeStudy): Promise<string> {
  const report = await madeReport(study);
  const words = commandWords({ study: report.study.name, db: 'made.db' });
  return renderStudyPage({ ...report, drawings: await drawingsOf(report.view) }, words);
}

describe('the order of all trials', () => {
  it('is that of the ranking: complete, best first, then pruned, failed and waiting ones', () => {
    const { head, trials: columns } = exampleView({ trials: 200 });
    const order = trialOrder(head, columns);
    expect([...order].sort((one, other) => one - other)).toEqual(
      Array.from({ length: 200 }, (_, place) => place),
    );
    const states = order.map((place) => stateCodes[columns.state[place] as number]);
    expect(states.lastIndexOf('complete')).toBe(states.filter((state) => state === 'complete').length - 1);
    const values = order
      .map((place) => columns.value[place] as number)
      .slice(0, states.lastIndexOf('complete') + 1);
    expect(values).toEqual([...values].sort((one, other) => one - other));
  });
});

describe.skipIf(!hasBrowser())('the page of a study in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hpsearch-study-page-'));
  const url = pathToFileURL(join(folder, 'page.html')).href;
  const complaints: string[] = [];
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
    writeFileSync(join(folder, 'page.html'), await pageOf({ name: wildName, trials, hasRungs: true }));
  });

  afterEach(() => expect(complaints.splice(0)).toEqual([]));

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function open(
    options: { javaScriptEnabled?: boolean; width?: number; isDark?: boolean } = {},
  ): Promise<Page> {
    const { javaScriptEnabled = true, width = 1280, isDark = false } = options;
    const context = await browser.newContext({
      ...{ javaScriptEnabled, viewport: { width, height: 900 } },
      colorScheme: isDark ? 'dark' : 'light',
    });
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => complaints.push(`dialog ${dialog.message()}`));
    page.on('request', (request) => {
      if (request.url() !== url && !request.url().startsWith('data:')) complaints.push(request.url());
    });
    await page.goto(url);
    return page;
  }

  it('is complete without scripts: verdict, every picture, every trial', async () => {
    const page = await open({ javaScriptEnabled: false });
    expect(await page.locator('h1').textContent()).toBe(wildName);
    expect(await page.locator('.reached').textContent()).toMatch(/^0\.\d+ ± 0\.\d+ valLoss, trial \d+/);
    expect(await page.locator('.lines li').count()).toBeGreaterThan(3);
    expect(await page.locator('.next code').first().textContent()).toContain('hpsearch ');
    const pictures = page.locator('figure.drawing svg[role=img]');
    expect(await pictures.count()).toBeGreaterThan(10);
    for (const picture of await pictures.all())
      expect(await picture.getAttribute('aria-label')).toMatch(/\w/);
    expect(await page.locator('#trial-table tbody tr:visible').count()).toBe(trials);
    await page.context().close();
  });

  it('names its commands with the study and the database', async () => {
    const page = await open();
    for (const command of await page.locator('.next code').allTextContents()) {
      expect(command).toContain(`--study '${wildName}' --db made.db`);
    }
    await page.context().close();
  });

  it('sorts and filters the table of trials, with scripts', async () => {
    const page = await open();
    const rows = page.locator('#trial-table tbody tr:visible');
    expect(await rows.count()).toBe(200);
    await page.locator('#trial-table input[type=search]').fill('diverged');
    const found = await rows.allTextContents();
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((text) => text.includes('diverged'))).toBe(true);
    await page.locator('#trial-table input[type=search]').fill('');
    await page.getByRole('button', { name: 'units' }).click();
    const units = await rows.locator('td:nth-child(6)').allTextContents();
    const numbers = units.map(Number);
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
    await page.context().close();
  });

  it.each([
    [360, true],
    [1280, false],
    [3840, true],
  ] as const)('clips nothing at %d pixels', async (width, isDark) => {
    const page = await open({ width, isDark });
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBe(0);
    await page.context().close();
  });

  it('prints: pictures whole, the table on pages that are broad, its first 200 rows', async () => {
    const page = await open({ javaScriptEnabled: false });
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    const sizes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)/g)].map(
      ([, width, height]) => Number(width) > Number(height),
    );
    expect(sizes.indexOf(true)).toBeGreaterThan(1);
    expect(sizes.slice(sizes.indexOf(true)).every(Boolean)).toBe(true);
    expect(sizes.length).toBeLessThan(25);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#trial-table tbody tr:visible').count()).toBe(200);
    expect(await page.locator('.on-paper').isVisible()).toBe(true);
    await page.context().close();
  });
});

describe('the page of a study of 10,000 trials', () => {
  it('has all of them in a few megabytes', async () => {
    const view = exampleView({ trials: 10_000 });
    const report = { ...(await madeReport({ trials: 3, epochs: 2 })), view };
    const drawings = await drawingsOf(view);
    const page = await renderStudyPage({ ...report, drawings }, commandWords({}));
    expect(page.match(/<tr[ >]/g)?.length).toBeGreaterThan(10_000);
    expect(page.length).toBeLessThan(7e6);
  });

  it('says that there is no trial where there is none', async () => {
    const page = await pageOf({ trials: 2, waiting: 2 });
    expect(page).toContain('no trial is complete');
    expect(page.slice(0, page.indexOf('<script>'))).not.toContain('NaN');
  });
});
