import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { describeOnPostgres } from '../postgres/shared.ts';
import { recorded, root, run as runAlone, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { run } from './served.ts';

/** Writes what a user's module sees of the process. */
const objective = `import { readFileSync, writeFileSync } from 'node:fs';
export const parameters = { x: { type: 'number', min: 0, default: 1 } };
export function run({ x }) {
  const title = process.platform === 'linux' ? readFileSync('/proc/self/cmdline', 'latin1') : process.title;
  writeFileSync(new URL('seen.json', import.meta.url), JSON.stringify([process.argv, process.env.HPSEARCH_DB, title]));
  return { score: x };
}`;

/** A folder with a space whose trials call a function, and the URL of a new database. */
async function given(server: { createDatabase(): Promise<string> }) {
  const { directory, remove } = temporaryDirectory();
  onTestFinished(remove);
  const url = await server.createDatabase();
  return { directory, url, shown: url.replace(/:[^:@/]*@/, '@') };
}

await describeOnPostgres('commands on a PostgreSQL', (server) => {
  it('show the same as on a file, and a copy of a study is the same there and back', async () => {
    const { directory, url, shown } = await given(server);
    writeSpace(directory, { search: { trials: 2 } });
    expect(await run(['start', 'space.json', '--db', 'file.db'], directory)).toMatchObject({ code: 0 });
    expect(await run(['start', 'space.json', '--db', url], directory)).toMatchObject({ code: 0 });
    const table = (db: string, study: string) =>
      run(['export', '--format', 'csv', '--db', db, '--study', study], directory);
    expect(await recorded(url)).toEqual(await recorded(join(directory, 'file.db')));

    expect(await run(['import', 'file.db', '--name', 'moved', '--db', url], directory)).toMatchObject({
      stdout: `imported study 'moved' into ${shown}: 2 complete trials\n`,
    });
    expect(await run(['import', url, '--study', 'moved', '--db', 'back.db'], directory)).toMatchObject({
      code: 0,
    });
    const [first, back] = [await table('file.db', 'quick'), await table('back.db', 'moved')];
    expect(back.stdout).toBe(first.stdout);
    const taken = await run(['import', 'file.db', '--name', 'moved', '--db', url], directory);
    expect([taken.code, taken.stderr]).toEqual([
      2,
      `hpsearch: ${shown} holds a study 'moved' already: --name gives this one another name\n`,
    ]);
  });

  it('never show a password, wherever it is given', async () => {
    const { directory, url } = await given(server);
    writeFileSync(join(directory, 'objective.mjs'), objective);
    const space = {
      name: 'secret',
      model: { objective: './objective.mjs' },
      space: { x: { type: 'uniform', min: 0, max: 1 } },
      objective: { metric: 'score', direction: 'maximize' },
      search: { trials: 3 },
    };
    writeFileSync(join(directory, 'space.json'), JSON.stringify(space));
    const { password } = new URL(url);
    const flags = ['--db', url];
    // The function writes down the arguments of its process.
    const runs = [
      await runAlone(['start', 'space.json', ...flags], directory),
      await run(['top', '--json', `--db=${url}`], directory),
      await run(['show', '0', '--html', 'page.html', ...flags], directory),
      await run(['doctor', '--json', ...flags], directory),
      await run(['import', url, '--name', 'other', ...flags], directory),
      await run(['export', '--format', 'json', '--to', 'study.json', ...flags], directory),
      await runAlone(['start', 'space.json', '--name', 'third', '--from', url, ...flags], directory),
      await run(['top', '--study', 'none', ...flags], directory),
      await run(['top', '--k', 'many', ...flags], directory),
      await run(['top', url, ...flags], directory),
      await run(['top', '--db', url.replace(password, `${password}/x`)], directory),
    ];
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2]);
    const written = ['page.html', 'study.json', 'seen.json'].map((file) =>
      readFileSync(join(directory, file), 'utf8'),
    );
    const all = [...runs.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...written].join('\n');
    expect(all).not.toContain(password);
    expect(all).toContain(new URL(url).pathname.slice(1));
  });

  it('need no more rights than docs/machines.md grants', async () => {
    const { directory, url } = await given(server);
    const [, text = ''] =
      /```sql\n(.*?)```/s.exec(readFileSync(join(root, 'docs/machines.md'), 'utf8')) ?? [];
    const database = new URL(url).pathname.slice(1);
    const role = (name: string) => `${name}_${database}`;
    const [administrator = '', owner = ''] = text
      .replaceAll('…', 'pw')
      .replace(/hpsearch_(?:owner|user)/g, role)
      .replace(/database hpsearch/g, `database ${role('hpsearch')}`)
      .split(/^-- in this database.*$/m);
    const as = (name: string) => {
      const address = new URL(server.url(role('hpsearch')));
      return Object.assign(address, { username: role(name), password: 'pw' }).href;
    };
    const execute = async (statements: string, address: string) => {
      for (const statement of statements.split(';')) await server.query(statement, { database: address });
    };
    await execute(administrator, server.url());
    await execute(owner, as('hpsearch_owner'));

    writeSpace(directory, { search: { trials: 1 } });
    const start = (name: string, role: string) =>
      run(['start', 'space.json', '--name', name, '--db', as(role)], directory);
    expect(await start('early', 'hpsearch_user')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('may not create tables in the schema hpsearch'),
    });
    expect(await start('first', 'hpsearch_owner')).toMatchObject({ code: 0 });
    expect(await start('second', 'hpsearch_user')).toMatchObject({ code: 0 });
    const { stdout } = await run(['studies', '--db', as('hpsearch_user')], directory);
    expect(stdout).toMatch(/^first .*^second /ms);
  });
});
