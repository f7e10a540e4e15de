import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveDashboard } from '../dashboard/served-dashboard.ts';
import { ended, launch, root } from '../e2e/hpsearch.ts';
import { makeStudy } from '../made-study/made-study.ts';
import { hasBrowser, openBrowser } from '../report/html/browser.ts';
import { openPage } from './opened-page.ts';

/** The server looks the more rarely the more its answers cost: on a busy machine, once in half a minute. */
const patient = { timeout: 120_000 };

describe.skipIf(!hasBrowser())('a page beside a search', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hpsearch-live-'));
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  it('lists a study that begins, follows it without being loaded anew, and says when it has ended', async () => {
    const db = join(folder, 'hpsearch.db');
    await makeStudy(db, { trials: 12 });
    const dashboard = await serveDashboard(db);
    const { page, faults } = await openPage(await browser.newContext(), dashboard, '/');
    await page.getByRole('link', { name: 'made' }).waitFor();
    copyFileSync(join(root, 'search-spaces/iris-linear.json'), join(folder, 'space.json'));
    const search = launch(['start', 'space.json', '--db', db, '--trials', '12', '--backend', 'cpu'], folder);
    const end = ended(search);
    await page.getByRole('link', { name: 'iris-linear' }).click();
    await page
      .getByText(/^12 of 12 trials$/)
      .first()
      .waitFor(patient);
    expect((await end).code).toBe(0);
    await page.getByText(/^● ended · 12 trials$/).waitFor(patient);
    await page.locator('.verdict-best a').waitFor(patient);
    // The table shows what the database holds, though it came piece by piece.
    const { page: fresh } = await openPage(await browser.newContext(), dashboard, new URL(page.url()).search);
    const rowsOf = (shown: typeof page) => shown.locator('.trial-table tbody tr[aria-rowindex]');
    await rowsOf(fresh).first().waitFor();
    const held = await rowsOf(fresh).allInnerTexts();
    await expect.poll(() => rowsOf(page).allInnerTexts(), patient).toEqual(held);
    await fresh.context().close();
    expect(faults).toEqual([]);
    await page.context().close();
    await dashboard.close();
  });

  it('says that the connection is lost, keeps what it shows, and connects again', async () => {
    const db = join(folder, 'lost.db');
    await makeStudy(db, { trials: 12 });
    const dashboard = await serveDashboard(db);
    const { page } = await openPage(await browser.newContext(), dashboard, '?study=1');
    await page.getByText('12 of 12 trials', { exact: true }).first().waitFor();
    await dashboard.close();
    await page.getByText('connection lost, trying again').waitFor();
    expect(await page.locator('.trial-table tbody tr[aria-rowindex]').count()).toBe(12);
    const again = await serveDashboard(db, dashboard.port);
    await page.getByText(/ended · 12 trials/).waitFor();
    await page.context().close();
    await again.close();
  });
});
