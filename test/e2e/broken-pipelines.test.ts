import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { brokenPipelines } from '../checks/pipelines/broken.ts';
import { writePipeline } from '../checks/pipelines/pipeline.ts';
import { temporaryDirectory } from './hpsearch.ts';
import { run } from './served.ts';

let folder: ReturnType<typeof temporaryDirectory>;

beforeEach(() => {
  folder = temporaryDirectory();
});
afterEach(() => folder.remove());

function bugOf(title: string) {
  const bug = brokenPipelines.find(({ broken }) => broken.title === title);
  if (bug === undefined) throw new Error(`no pipeline is called ${title}`);
  writePipeline(bug.broken, folder.directory);
  return bug.found;
}

// That each pipeline is caught by its check is shown in test/checks/; here, that the command line says so.
test('check ends with 4', async () => {
  const { check, message } = bugOf('softmax twice');
  const { code, stdout, stderr } = await run(
    ['check', 'space.json', '--only', `builds,${check}`],
    folder.directory,
  );
  expect(code).toBe(4);
  expect(stdout).toMatch(message);
  expect(stderr).toContain(check);
});

test('start refuses a frozen layer before it makes a database, unless it is asked for', async () => {
  const { message } = bugOf('frozen layer');
  const start = ['start', 'space.json', '--workers', '1', '--trials'];
  const hasBegun = () => existsSync(join(folder.directory, 'hpsearch.db'));
  // The checks get a share of the search's time, and must not run out of it.
  const refused = await run([...start, '1000', '--check'], folder.directory);
  expect(refused).toMatchObject({ code: 4, stdout: '' });
  expect(refused.stderr).toMatch(message);
  expect(refused.stderr).toContain('--no-check');
  expect(hasBegun()).toBe(false);
  expect(await run([...start, '1', '--no-check'], folder.directory)).toMatchObject({ code: 0 });
  expect(hasBegun()).toBe(true);
});
