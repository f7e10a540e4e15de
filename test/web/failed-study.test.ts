import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { run } from '../e2e/served.ts';
import { hasBrowser } from '../report/html/browser.ts';
import { dashboardPages, seriousFindings } from './opened-page.ts';

/** Their loss is not finite after the first step. */
const diverging = {
  name: 'diverging',
  data: { source: 'iris' },
  model: { type: 'mlp' },
  space: {
    learningRate: { type: 'logUniform', min: 1e7, max: 1e9 },
    units: { type: 'logInt', min: 4, max: 32 },
  },
  training: { maxEpochs: 2, patience: 2, backend: 'wasm' },
  search: { trials: 4 },
};

describe.skipIf(!hasBrowser())('a study of which all trials failed', () => {
  const pages = dashboardPages(async (_, folder) => {
    writeFileSync(join(folder, 'space.json'), JSON.stringify(diverging));
    const { stderr } = await run(['start', 'space.json', '--quiet', '--no-check'], folder);
    expect(stderr).toContain('no trial completed: 4 failed');
  });
  const open = async (query: string, width = 1320): Promise<Page> => {
    const { page } = await pages.open(query, { viewport: { width, height: 1000 } });
    return page;
  };
  const shows = (page: Page, text: string) => page.getByText(text, { exact: true }).first().waitFor();

  it.each([1320, 360])('says in words what there is nothing of, at %i pixels', async (width) => {
    const page = await open('?study=1', width);
    await shows(page, 'No trial has ended an epoch of training yet.');
    await page.getByText('no value', { exact: true }).waitFor();
    // The axes of both parameters can be dragged along, that of the objective has nothing on it.
    expect(await page.locator('.axis-track').count()).toBe(2);
    const last = page.locator('.axis-marks g').last();
    expect(await last.locator('text').allTextContents()).toEqual(['no value']);
    expect(await seriousFindings(page)).toEqual([]);
    await page.close();
  });

  it('is compared without empty plots', async () => {
    const page = await open('?study=1&view=compare&picked=0,1');
    await shows(page, 'No trial of this study has a value.');
    expect(await page.getByText('Best so far, by trial').count()).toBe(0);
    expect(await page.getByRole('rowheader', { name: 'Metrics' }).count()).toBe(0);
    await page.close();
  });

  it('offers the commands that take a failed trial', async () => {
    const page = await open('?study=1&view=trial&trial=1');
    await page.getByRole('button', { name: /^Copy the command hpsearch rerun 1/ }).waitFor();
    expect(await page.locator('.command-list').innerText()).not.toMatch(/continue|export|--seeds|ablate/);
    await page.getByText(/^It took .* on \w+\.$/).waitFor();
    await page.close();
  });
});
