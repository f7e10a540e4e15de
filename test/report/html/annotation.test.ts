import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderAnnotationPage } from '../../../src/report/html/annotation/annotation-page.ts';
import { givenSession } from '../../annotation/given-session.ts';
import { temporaryDirectory } from '../../e2e/hpsearch.ts';
import { hasBrowser, openBrowser } from './browser.ts';

describe.skipIf(!hasBrowser())('in a browser', () => {
  const { directory, remove } = temporaryDirectory();
  const complaints: string[] = [];
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    remove();
  });

  async function open(url: string): Promise<Page> {
    const page = await browser.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !request.url().startsWith('data:'))
        complaints.push(request.url());
    });
    await page.goto(url);
    return page;
  }

  it('shows images, and takes keys and clicks in two passes', async () => {
    const server = await givenSession({
      path: join(directory, 'images.json'),
      classes: ['0', '1'],
      facts: { classes: ['0', '1'].map((name) => ({ answer: name, title: name, key: name })) },
      page: renderAnnotationPage(),
      hasSecond: true,
      show: (index) => ({
        kind: 'image',
        shape: [1, 2, 1],
        pixels: Buffer.from([index, 255]).toString('base64'),
      }),
    });
    const page = await open(server.url);
    await page.getByRole('heading', { name: 'Example 1 of 2' }).waitFor();
    const pixels =
      'Array.from(document.querySelector("canvas").getContext("2d").getImageData(0, 0, 2, 1).data)';
    expect(await page.evaluate(pixels)).toEqual([0, 0, 0, 255, 255, 255, 255, 255]);
    await page.keyboard.press('1');
    await page.getByRole('heading', { name: 'Example 2 of 2' }).waitFor();
    await page.keyboard.press('Backspace');
    await page.getByRole('heading', { name: 'Example 1 of 2' }).waitFor();
    await page.keyboard.press('0');
    await page.getByRole('heading', { name: 'Example 2 of 2' }).waitFor();
    await page.getByRole('button', { name: '1', exact: true }).click();
    await page.getByRole('heading', { name: 'The first pass is complete' }).waitFor();
    expect(await page.locator('canvas').isVisible()).toBe(false);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Example 1 of 2, second pass' }).waitFor();
    await page.getByRole('button', { name: 'Stop here' }).click();
    await page.getByRole('heading', { name: 'Done' }).waitFor();
    await server.ended;
    server.close();
    expect([...server.answers.first]).toEqual([
      [7, '0'],
      [9, '1'],
    ]);
    expect(complaints).toEqual([]);
  });

  it('shows rows as text, and asks for numbers', async () => {
    const server = await givenSession({
      path: join(directory, 'numbers.json'),
      facts: { number: { title: 'price', unit: '$', training: [1, 2, 3, 4, 5] } },
      page: renderAnnotationPage(),
      show: () => ({ kind: 'table', cells: [['<b>street</b>', '<script>alert(1)</script>']] }),
    });
    const page = await open(server.url);
    const field = page.getByRole('spinbutton', { name: 'price ($)' });
    await field.waitFor();
    expect(await page.locator('#example th').textContent()).toBe('<b>street</b>');
    expect(await page.locator('#note').textContent()).toContain('1 to 5, half of them from 2 to 4');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('alert').textContent()).toBe('The answer must be a number.');
    await page.keyboard.type('-2.5');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Example 2 of 2' }).waitFor();
    await page.keyboard.type('1e3');
    await page.getByRole('button', { name: 'Answer (Enter)' }).click();
    await server.ended;
    server.close();
    expect([...server.answers.first]).toEqual([
      [7, -2.5],
      [9, 1000],
    ]);
    expect(complaints).toEqual([]);
  });
});
