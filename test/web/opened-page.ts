import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { Dashboard } from '../../src/dashboard/dashboard.ts';
import { serveDashboard } from '../dashboard/served-dashboard.ts';
import { openBrowser } from '../report/html/browser.ts';

export interface OpenedPage {
  readonly page: Page;
  /** The page's own errors, and what its content security policy refused. */
  readonly faults: string[];
}

/** How a page is looked at. Default: light, 1320 × 1000. */
export interface Look {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
}

/** A page of the dashboard in a window of its own; `query` begins with `?`. */
export async function openPage(
  context: BrowserContext,
  { url }: Pick<Dashboard, 'url'>,
  query: string,
  { viewport = { width: 1320, height: 1000 }, colorScheme = 'light' }: Look = {},
): Promise<OpenedPage> {
  const page = await context.newPage();
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme });
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (entry) => {
    if (/Content Security Policy/.test(entry.text())) faults.push(entry.text());
  });
  await page.goto(new URL(query, url).href);
  return { page, faults };
}

/**
 * A dashboard and a browser for the tests of one `describe`; `prepare` makes the database, in a folder of their own. The
 * pages share what a browser keeps of a site: a page takes half the time when another one has compiled its scripts.
 */
export interface DashboardPages {
  /** Like the dashboard, there once the tests run. */
  readonly folder: string;
  readonly dashboard: Dashboard;
  open(query: string, look?: Look): Promise<OpenedPage>;
}

export function dashboardPages(prepare: (db: string, folder: string) => Promise<unknown>): DashboardPages {
  let folder: string;
  let dashboard: Dashboard;
  let browser: Browser;
  let context: BrowserContext;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hpsearch-web-'));
    const db = join(folder, 'hpsearch.db');
    await prepare(db, folder);
    dashboard = await serveDashboard(db);
    browser = await openBrowser();
    context = await browser.newContext();
  });
  afterAll(async () => {
    await browser?.close();
    await dashboard?.close();
    rmSync(folder, { recursive: true });
  });
  return {
    get folder() {
      return folder;
    },
    get dashboard() {
      return dashboard;
    },
    open: (query, look) => openPage(context, dashboard, query, look),
  };
}

/** axe's findings of the impacts serious and critical, as "rule: element". */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as {
    violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[];
  };
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}
