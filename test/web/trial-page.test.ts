import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { suspectsFragment } from '../../src/report/html/fragments.ts';
import { run } from '../e2e/served.ts';
import { hasBrowser } from '../report/html/browser.ts';
import { classSuspects, valueSuspects } from '../report/html/example-suspects.ts';
import { dashboardPages, seriousFindings } from './opened-page.ts';
import { trainStudy } from './trained-study.ts';

const longestWait = { timeout: 120_000 };

describe.skipIf(!hasBrowser())('the pages of a trained study', () => {
  const pages = dashboardPages((_, folder) => trainStudy(folder));

  const acting = (query: string) => pages.open(`${query}${new URL(pages.dashboard.actingUrl).hash}`);
  const card = (page: Page, title: string) =>
    page.locator('section.card', { has: page.getByRole('heading', { name: title, exact: true }) });
  const confirm = (page: Page, verb: string) =>
    page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click();
  /** The latest job of this name has ended well; its text. */
  const jobText = async (page: Page, name: string) => {
    const job = card(page, 'Jobs').getByRole('listitem').filter({ hasText: name }).first();
    await job.locator('.badge.pass').waitFor(longestWait);
    return job.innerText();
  };

  const seedStrip = (page: Page, times: number) =>
    card(page, 'Seeds and relations').getByRole('img', {
      name: new RegExp(`^Trained ${times} times anew: valLoss [\\d.]+ ± `),
    });

  it('shows a trial: its rank, its configuration beside the middle, its curves, its commands', async () => {
    const { page, faults } = await pages.open('?study=1&view=trial&trial=2');
    await page.getByText(/It ranks \d of 5 complete trials by valLoss/).waitFor();
    await card(page, 'Configuration')
      .getByRole('row', { name: /learningRate/ })
      .waitFor();
    await card(page, 'Curves')
      .getByRole('slider', { name: /^loss by epoch\. loss falls from/ })
      .waitFor();
    const commands = await card(page, 'Commands').locator('code').allInnerTexts();
    expect(commands).toContain(
      `hpsearch rerun 2 --study irises --seeds 5 --db ${join(pages.folder, 'hpsearch.db')}`,
    );
    expect(faults).toEqual([]);
    await page.close();
  });

  it('reads the curves by arrow keys', async () => {
    const { page } = await pages.open('?study=1&view=trial&trial=2');
    const slider = card(page, 'Curves').getByRole('slider', { name: /^loss by epoch/ });
    await slider.focus();
    await page.keyboard.press('End');
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^epoch 4: .*loss [\d.]+, valLoss [\d.]+$/);
    await page.keyboard.press('ArrowLeft');
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^epoch 3: /);
    await page.close();
  });

  it('walks to the next worse trial, and back', async () => {
    const { page } = await pages.open('?study=1&view=trial&trial=2');
    await page.getByRole('navigation', { name: 'Other trials' }).waitFor();
    const title = () => page.locator('#trial-title').innerText();
    const link = page.getByRole('link', { name: /^The next (?:worse|better) one/ }).first();
    await link.click();
    await page.locator('#trial-title', { hasNotText: 'Trial 2' }).waitFor();
    expect(await title()).toMatch(/^Trial \d+$/);
    await page.goBack();
    await page.locator('#trial-title', { hasText: 'Trial 2' }).waitFor();
    await page.close();
  });

  it('computes what takes a computation when it is asked to, and keeps it', async () => {
    const { page, faults } = await pages.open('?study=1&view=trial&trial=2');
    const network = card(page, 'Predictions and network');
    await network.getByRole('button', { name: 'Compute it' }).click();
    await network.locator('#worst-table tbody tr').first().waitFor(longestWait);
    await network.getByRole('button', { name: 'P(given)' }).click();
    await network.locator('#worst-table th[aria-sort=ascending]').waitFor();
    const calibration = card(page, 'Calibration');
    await calibration.getByRole('button', { name: 'Compute it' }).click();
    await calibration.getByRole('heading', { name: 'Reliability' }).waitFor(longestWait);
    await page.reload();
    await calibration.getByRole('heading', { name: 'Reliability' }).waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('shows data and checks; a suspect can be labelled', async () => {
    const { page, faults } = await acting('?study=1&view=checks');
    await card(page, 'Checks').getByRole('button', { name: 'Compute it' }).click();
    await card(page, 'Checks').locator('#check-table tbody tr').first().waitFor(longestWait);
    await page.getByRole('link', { name: 'Data', exact: true }).click();
    await card(page, 'Data').getByRole('button', { name: 'Compute it' }).click();
    await card(page, 'Data').locator('.table-box').first().waitFor(longestWait);
    const suspects = card(page, 'Suspects');
    await suspects.getByRole('button', { name: 'Compute it' }).click();
    await suspects.getByRole('button', { name: 'Label', exact: true }).first().click(longestWait);
    await page.getByRole('radio', { name: /, as given$/ }).check();
    await confirm(page, 'Keep it');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const file = readFileSync(join(pages.folder, 'hpsearch.irises.labels.csv'), 'utf8');
    expect(file).toMatch(/^row,file,label\r?\n\d+,,\w+\r?\n$/);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('labels a suspect of one of several targets', async () => {
    const { page, faults } = await acting('?study=1');
    const several = [
      { name: 'species', ...classSuspects() },
      { name: 'price', ...valueSuspects() },
    ];
    const body = suspectsFragment({ task: 'joint', study: 'irises', trials: [4], targets: several });
    await page.route('**/pages/suspects*', (route) => route.fulfill({ contentType: 'text/html', body }));
    const sent: unknown[] = [];
    await page.route('**/labels', (route) => {
      sent.push(route.request().postDataJSON());
      return route.fulfill({ json: { path: 'labels.csv' } });
    });
    await page.getByRole('link', { name: 'Data', exact: true }).click();
    for (const [place, target] of ['species', 'price'].entries()) {
      const table = card(page, 'Suspects').locator('.table-box[id^=suspect-table]').nth(place);
      await table.getByRole('button', { name: 'Label', exact: true }).first().click();
      await page.getByText(`What is the right value of ${target} of `).waitFor();
      await confirm(page, 'Keep it');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    expect(sent).toEqual([
      { row: 31, file: 'ring/31.png', target: 'species', label: 'cross' },
      { row: 7, target: 'price', label: 21.3 },
    ]);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('trains a configuration with other seeds, as the command says it does', async () => {
    const { page, faults } = await acting('?study=1&view=act&picked=1');
    await page.getByRole('button', { name: 'Spread over seeds' }).click();
    await page.getByRole('spinbutton', { name: 'Seeds' }).fill('2');
    await page.getByRole('dialog').getByText('rerun 1 --study irises --seeds 2').waitFor();
    await confirm(page, 'Train them');
    expect(await jobText(page, 'rerun')).toMatch(/trial 1/);
    expect(faults).toEqual([]);
    await page.goto(`${pages.dashboard.url}?study=1&view=trial&trial=1`);
    await seedStrip(page, 2).waitFor();
    await page.close();
  });

  it('the strip of seeds grows on an open page, whoever trains them', async () => {
    const { page, faults } = await pages.open('?study=1&view=trial&trial=3');
    await card(page, 'Seeds and relations').getByText('One training of this configuration').waitFor();
    const { code, stderr } = await run(['rerun', '3', '--seeds', '4', '--quiet'], pages.folder);
    expect([code, stderr]).toEqual([0, '']);
    await seedStrip(page, 4).waitFor();
    expect(await seedStrip(page, 4).locator('circle:not(.is-own)').count()).toBe(4);
    expect(await seriousFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('trains a trial further, and the page has the new one', async () => {
    const { page } = await acting('?study=1&view=act&picked=1');
    await page.getByRole('button', { name: 'Train further' }).click();
    await page.getByRole('spinbutton', { name: 'Further epochs at most' }).fill('2');
    await confirm(page, 'Train further');
    await jobText(page, 'continue');
    await page.goto(`${pages.dashboard.url}?study=1&view=trial&trial=1`);
    await card(page, 'Seeds and relations')
      .getByRole('link', { name: /^trial \d+$/ })
      .waitFor();
    await page.close();
  });

  it('makes an ensemble, and shows its gain, its members and its calibration', async () => {
    const { page, faults } = await acting('?study=1&view=ensemble');
    await page.getByRole('button', { name: 'Make an ensemble' }).click();
    await page.getByRole('spinbutton', { name: 'Members at most' }).fill('2');
    await confirm(page, 'Make it');
    await jobText(page, 'ensemble');
    await page.reload();
    await card(page, 'Members').getByRole('rowheader').first().waitFor();
    await card(page, 'Gain by size')
      .getByRole('slider', { name: /^loss by members/ })
      .waitFor();
    await card(page, 'Reliability before and after').getByRole('rowheader', { name: 'ensemble' }).waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('shows the command in place of each action where it may only read', async () => {
    const { page } = await pages.open('?study=1&view=act&picked=1');
    await page
      .getByRole('button', { name: /^Copy the command hpsearch rerun 1 --study irises --seeds 5/ })
      .waitFor();
    expect(await page.getByRole('button', { name: 'Train it' }).count()).toBe(0);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.close();
  });

  it('compares picked trials, those parameters first that differ', async () => {
    const { page, faults } = await pages.open('?study=1&view=compare&picked=0,1,2');
    await page.getByRole('columnheader', { name: 'trial 1' }).waitFor();
    await page.getByRole('slider', { name: /trial 0 .*; trial 1 .*; trial 2 / }).waitFor();
    await page.getByRole('button', { name: 'Take trial 1 out' }).click();
    await page.waitForURL(/picked=0,2/);
    await card(page, 'Studies')
      .getByRole('slider', { name: /^Best so far, by trial/ })
      .waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it.each([
    ['trial&trial=2', 1320, 'light'],
    ['trial&trial=2', 1320, 'dark'],
    ['trial&trial=2', 360, 'dark'],
    ['compare&picked=0,1,2', 1320, 'dark'],
    ['compare&picked=0,1,2', 360, 'light'],
    ['ensemble', 1320, 'dark'],
    ['ensemble', 360, 'light'],
    ['data', 360, 'light'],
    ['checks', 1320, 'light'],
    ['act', 1320, 'light'],
    ['act', 1320, 'dark'],
    ['act', 360, 'dark'],
  ] as const)(
    '%s at %i px, %s: no serious finding of axe, nothing wider than the window',
    async (view, width, colorScheme) => {
      const hash = new URL(pages.dashboard.actingUrl).hash;
      const options = { viewport: { width, height: 900 }, colorScheme };
      const { page } = await pages.open(`?study=1&view=${view}${hash}`, options);
      await page.locator('main .card').first().waitFor();
      await page.locator('.skeleton').first().waitFor({ state: 'detached' });
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(await seriousFindings(page)).toEqual([]);
      await page.close();
    },
  );
});
