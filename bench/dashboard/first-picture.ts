import type { Browser } from './brushing.ts';
import { serveDashboard } from './served-dashboard.ts';

export interface FirstPicture {
  /** From the navigation to the frame in which every trial stands in the history. */
  readonly pictureMs: number;
  /** To the end of all loading: curves, verdict and importance. */
  readonly pageMs: number;
  /** The server's most resident memory by then. */
  readonly megabytes: number;
}

/** Opens a study with an empty cache, at a server that has answered nothing yet. */
export async function timeFirstPicture(browser: Browser, db: string): Promise<FirstPicture> {
  const server = await serveDashboard(db);
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(noteFirstPicture);
    await page.goto(new URL('?study=1', server.url).href);
    const pictureMs = (await page.evaluate('globalThis.firstPicture')) as number;
    await page.locator('section.verdict:not(.skeleton)').first().waitFor({ timeout: 120_000 });
    await page.locator('.skeleton').first().waitFor({ state: 'detached', timeout: 120_000 });
    const pageMs = (await page.evaluate('performance.now()')) as number;
    return {
      pictureMs,
      pageMs,
      megabytes: server.peakMegabytes(),
    };
  } finally {
    await context.close();
    server.close();
  }
}

/**
 * As text because the compiler of this bench knows no browser: a canvas is empty until its picture is drawn, in one frame.
 * It looks right after each frame: what is in it at the next one's beginning has been on the screen for as long as the page
 * worked in between.
 */
const noteFirstPicture = `globalThis.firstPicture = new Promise((resolve) => {
  const frameEnd = new MessageChannel();
  frameEnd.port1.onmessage = () => {
    const canvas = document.querySelector('.picture[aria-label^="Best so far"] canvas');
    if (canvas !== null && canvas.width > 0) {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      if (data.some((value) => value !== 0)) return resolve(performance.now());
    }
    requestAnimationFrame(look);
  };
  const look = () => frameEnd.port2.postMessage(undefined);
  requestAnimationFrame(look);
})`;
