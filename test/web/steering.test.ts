import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dashboard } from '../../src/dashboard/dashboard.ts';
import { serveDashboard } from '../dashboard/served-dashboard.ts';
import { ended, launch, recorded, writeSpace } from '../e2e/hpsearch.ts';
import { hasBrowser, openBrowser } from '../report/html/browser.ts';
import { openPage } from './opened-page.ts';
import { irisSpace } from './trained-study.ts';

const longestWait = { timeout: 120_000 };

describe.skipIf(!hasBrowser())('a page that acts on a running search', () => {
  let folder: string;
  let search: ChildProcessWithoutNullStreams;
  let end: ReturnType<typeof ended>;
  let dashboard: Dashboard;
  let browser: Browser;
  let page: Page;
  let faults: string[];

  /** Trials that would train for minutes: whatever ends them here is a request. */
  const longTraining = { maxEpochs: 100_000, patience: 100_000, backend: 'wasm' };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hpsearch-steering-'));
    writeSpace(folder, { ...irisSpace, training: longTraining, search: { trials: 2 } });
    search = launch(['start', 'space.json'], folder);
    end = ended(search);
    await said(search, 'study irises: 2 trials');
    await until(async () => (await trials()).some(({ state }) => state === 'running'));
    dashboard = await serveDashboard(join(folder, 'hpsearch.db'));
    browser = await openBrowser();
    ({ page, faults } = await openPage(
      await browser.newContext(),
      dashboard,
      `?study=1&view=act${new URL(dashboard.actingUrl).hash}`,
    ));
    await page.getByRole('button', { name: 'Stop the search' }).waitFor(longestWait);
  });
  afterEach(async () => {
    search.kill('SIGKILL');
    await end;
    await browser?.close();
    await dashboard?.close();
    rmSync(folder, { recursive: true });
  });

  const trials = () => recorded(join(folder, 'hpsearch.db'));
  const confirm = (verb: string) =>
    page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click();
  const answered = (request: string) =>
    page.getByRole('listitem').filter({ hasText: request }).locator('.badge.pass').waitFor(longestWait);

  it('stops it, prunes what still runs, and the process ends and says who asked', async () => {
    await page.getByRole('button', { name: 'Stop the search' }).click();
    await confirm('Stop it');
    await answered('Stop the search');
    await page.getByRole('button', { name: 'Prune', exact: true }).click();
    await confirm('Prune trial 0');
    const { stderr } = await end;
    expect(stderr).toMatch(/the dashboard asked to stop the search/);
    expect((await trials()).find(({ trial }) => trial === 0)?.state).toBe('pruned');
    expect(faults).toEqual([]);
  });

  it('extends it, and trains a configuration of the form beside the sampled ones', async () => {
    await page.getByRole('button', { name: 'More trials' }).click();
    await page.getByRole('spinbutton', { name: 'Trials in total' }).fill('3');
    await confirm('Extend it');
    await answered('Extend to 3 trials');
    await page.getByRole('textbox', { name: /^units/ }).fill('99');
    await page.getByText('must be a whole number from 4 to 32').waitFor();
    expect(await page.getByRole('button', { name: 'Train it' }).isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: /^units/ }).fill('7');
    await page.getByRole('combobox', { name: 'optimizer' }).selectOption('sgd');
    await page.getByRole('textbox', { name: /^momentum/ }).fill('0.5');
    await page.getByRole('button', { name: 'Train it' }).click();
    await page.getByRole('listitem').filter({ hasText: 'units 7' }).waitFor(longestWait);
    await until(async () => (await trials()).some(({ origin }) => origin === 'enqueued'));
    const enqueued = (await trials()).find(({ origin }) => origin === 'enqueued');
    expect(enqueued?.config).toMatchObject({ units: 7, optimizer: 'sgd', momentum: 0.5 });
    expect(faults).toEqual([]);
  });
});

/** Waits for a state of another process. */
async function until(isReached: () => Promise<boolean>): Promise<void> {
  while (!(await isReached())) await new Promise((resolve) => setTimeout(resolve, 200));
}

/** Resolves once the process has said this on its standard error. */
function said({ stderr }: ChildProcessWithoutNullStreams, text: string): Promise<void> {
  let all = '';
  return new Promise((resolve) => {
    stderr.on('data', (chunk) => {
      all += chunk;
      if (all.includes(text)) resolve();
    });
  });
}
