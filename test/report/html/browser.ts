import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

/** Whether there is a browser to test with; says so in one line when there is none. */
export function hasBrowser(): boolean {
  const isThere = existsSync(executablePath);
  if (!isThere) console.warn(`There is no ${executablePath}: the tests in a browser are skipped.`);
  return isThere;
}

export function openBrowser(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
  const quiet = ['--disable-background-networking', '--disable-component-update'];
  return chromium.launch({ executablePath, headless: true, args: [...args, ...quiet] });
}
