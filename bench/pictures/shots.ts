import type { Page } from 'playwright-core';

/** A picture of the dashboard to take. */
export interface Shot {
  readonly name: string;
  /** The address' query. */
  readonly query: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly scheme?: 'dark';
  /** True: the whole page, beyond the window. */
  readonly isWhole?: boolean;
  /** True: opened by the address that may act. */
  readonly acts?: boolean;
  /** Waits for what the view computes, or makes a selection. */
  prepare?(page: Page): Promise<void>;
}

/** Computes what the view computes when it is asked to, one after the other. */
async function compute(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Compute it' });
  for (let left = await button.count(); left > 0; left = await button.count()) {
    await button.first().click();
    await button.nth(left - 1).waitFor({ state: 'detached', timeout: 120_000 });
    await page.waitForSelector('.uncomputed progress', { state: 'detached', timeout: 120_000 });
  }
  await page.mouse.wheel(0, -100_000);
}

/** Puts the card of this title at the top of the window. */
const scrollTo = (title: string) => async (page: Page) => {
  const heading = page.getByRole('heading', { name: title, exact: true }).first();
  await heading.scrollIntoViewIfNeeded();
  await heading.evaluate((element) => element.scrollIntoView());
  await page.waitForSelector('[aria-busy="true"]', { state: 'detached', timeout: 120_000 });
};

const screen = { width: 1280, height: 900 };
const tall = { width: 1280, height: 1150 };

/** The views of study 1, whose best trials are `best`. */
export const shotsOf = (best: readonly number[]): readonly Shot[] => [
  { name: 'search', query: '?study=1', size: tall },
  { name: 'search-whole', query: '?study=1', size: screen, isWhole: true },
  {
    name: 'selection',
    query: '?study=1&brush=learningRate:0.004..0.03',
    size: tall,
    prepare: scrollTo('Configurations'),
  },
  { name: 'dark', query: '?study=1', size: tall, scheme: 'dark' },
  { name: 'phone', query: '?study=1', size: { width: 390, height: 844 } },
  { name: 'trials', query: '?study=1&view=trials', size: screen },
  { name: 'trial', query: `?study=1&view=trial&trial=${best[0]}`, size: tall },
  {
    name: 'network',
    query: `?study=1&view=trial&trial=${best[0]}`,
    size: tall,
    prepare: async (page) => {
      await compute(page);
      await scrollTo('Confusion matrix')(page);
    },
  },
  { name: 'compare', query: `?study=1&view=compare&picked=${best.join(',')}`, size: tall },
  { name: 'ensemble', query: '?study=1&view=ensemble', size: screen },
  { name: 'data', query: '?study=1&view=data', size: screen, prepare: compute },
  { name: 'checks', query: '?study=1&view=checks', size: screen, prepare: compute },
  { name: 'act', query: '?study=1&view=act', size: screen, acts: true },
];
