import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { commandLine, projectFolder, runChild } from '../child.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { type Shot, shotsOf } from './shots.ts';

const space = {
  name: 'digits',
  data: { source: 'digits', split: { test: 0.2, validation: 0.2 } },
  model: { type: 'mlp' },
  space: {
    learningRate: { type: 'logUniform', min: 1e-3, max: 0.1 },
    units: { type: 'logInt', min: 8, max: 128 },
    layers: { type: 'int', min: 1, max: 3 },
    optimizer: { type: 'choice', values: ['adam', 'sgd'] },
    momentum: { type: 'uniform', min: 0, max: 0.95, when: { optimizer: 'sgd' } },
    dropout: { type: 'uniform', min: 0, max: 0.6 },
    batchSize: { type: 'choice', values: [16, 32, 64] },
  },
  training: { maxEpochs: 27, patience: 27 },
  search: { trials: 120, seed: 4, scheduler: { type: 'asha', minEpochs: 9 } },
};

/** Pictures of the dashboard for the documentation: a study is made with the built command line, and each view opened. */
await inTemporaryFolder(async (folder) => {
  writeFileSync(join(folder, 'space.json'), JSON.stringify(space));
  const run = async (line: string) => {
    const { failure, output } = await runChild(process.execPath, [commandLine, ...line.split(' ')], {
      cwd: folder,
    });
    if (failure !== undefined) throw new Error(`${line}: ${failure}`);
    return output;
  };
  await run('start space.json --no-check --quiet');
  await run('ensemble');
  const best = (JSON.parse(await run('top --k 3 --json')) as { trial?: number }[])
    .map(({ trial }) => trial)
    .filter((trial) => trial !== undefined);
  await run(`rerun ${best[0]} --seeds 4 --quiet`);
  const dashboard = spawn(process.execPath, [commandLine, 'dashboard', '--json'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(dashboard.stdout.setEncoding('utf8'), 'data')) as [string];
  const { url, actingUrl } = JSON.parse(line) as { url: string; actingUrl: string };
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    for (const shot of shotsOf(best)) {
      const context = await browser.newContext({ viewport: shot.size, colorScheme: shot.scheme ?? 'light' });
      const page = await context.newPage();
      await page.goto(shot.acts ? actingUrl.replace('/#', `/${shot.query}#`) : new URL(shot.query, url).href);
      await take(page, shot);
      await context.close();
    }
  } finally {
    await browser.close();
    dashboard.kill();
  }
});

/** Waits until the page loads nothing any more and all that it awaits is drawn. */
async function take(page: Page, shot: Shot): Promise<void> {
  await page.waitForSelector('main');
  await page.waitForSelector('[aria-busy="true"]', { state: 'detached', timeout: 120_000 });
  await shot.prepare?.(page);
  const pictures = join(projectFolder, 'docs', 'pictures');
  mkdirSync(pictures, { recursive: true });
  const path = join(pictures, `dashboard-${shot.name}.png`);
  await page.screenshot({ path, fullPage: shot.isWhole ?? false, animations: 'disabled' });
  // A palette of 256 colours takes a third of the bytes; where there is no pngquant, the picture stays as it is.
  const small = ['--force', '--strip', '--speed', '1', '--quality', '60-95', '--output', path, path];
  const { status } = spawnSync('pngquant', small);
  console.log(`${path}${status === 0 ? '' : ', with all its colours'}`);
}
