import { expect, it } from 'vitest';
import { openStore, requireWritableStore } from '../../../src/store/open-store.ts';
import { describeOnPostgres } from '../../postgres/shared.ts';
import { freePort } from '../../postgres/system.ts';

const messageOf = (opening: Promise<unknown>) =>
  opening.then(
    () => 'opened',
    (error: Error) => `${error.message}`,
  );

await describeOnPostgres('what a PostgreSQL refuses', (server) => {
  const address = new URL(server.url());
  const { password, host } = address;
  const changed = (change: (url: URL) => void) => {
    const url = new URL(address);
    change(url);
    return url.href;
  };
  const withParameters = (parameters: string) => `${address.href}?${parameters}`;

  it.each<[string, () => string | Promise<string>, RegExp]>([
    ['no password', () => changed((url) => (url.password = '')), /asks for a password, and none is given$/],
    [
      'a wrong password',
      () => changed((url) => (url.password = 'not-this-one')),
      /: the password is wrong \(/,
    ],
    ['an unknown user', () => changed((url) => (url.username = 'nobody')), /: the password is wrong \(/],
    [
      'an unknown database',
      () => changed((url) => (url.pathname = 'none')),
      /has no database of that name \(/,
    ],
    [
      'an unknown host',
      () => changed((url) => (url.hostname = 'no-such-host.invalid')),
      /cannot be reached: (?:there is no host|the name) no-such-host\.invalid/,
    ],
    [
      'a port where nothing listens',
      async () => {
        const port = String(await freePort());
        return changed((url) => (url.port = port));
      },
      /cannot be reached: no server answers at 127\.0\.0\.1 port \d+$/,
    ],
    ['a server without TLS', () => withParameters('sslmode=require'), /: the server does not offer TLS$/],
    [
      'an unknown mode of TLS',
      () => withParameters('sslmode=allow'),
      /^db: sslmode must be one of .*, got allow$/,
    ],
    [
      'a missing certificate',
      () => withParameters('sslmode=verify-full&sslrootcert=/no/such.pem'),
      /cannot be opened: there is no file \/no\/such\.pem$/,
    ],
    [
      'an authority that no certificate of is given',
      () => withParameters('sslmode=verify-ca'),
      /cannot be opened: .*sslmode=verify-ca requires specifying a CA/,
    ],
    [
      'a port that is no number',
      () => `postgres://tester:${password}@${address.hostname}:port/postgres`,
      /^db: must be a file or a URL such as .*, got postgres:\/\/\*\*\*@127\.0\.0\.1:port\/postgres$/,
    ],
    [
      'a password with a slash that is not escaped',
      () => `postgres://tester:12/${password}@${host}/postgres`,
      /^db: must be a file or a URL such as .*, got postgres:\/\/\*\*\*@127\.0\.0\.1:\d+\/postgres$/,
    ],
    [
      'an empty database',
      () => server.createDatabase(),
      /^no studies at postgres:\/\/tester@.*; run search\(\) first$/,
    ],
  ])('%s is one line with the server and without the password', async (_, location, told) => {
    const url = await location();
    for (const mode of ['existing', 'create'] as const) {
      const message = await messageOf(openStore(url, mode));
      if (mode === 'create' && message === 'opened') continue;
      expect(message).toMatch(told);
      expect(message).not.toMatch(new RegExp(`${password}|not-this-one|\\n`));
    }
  });

  it('a user without rights is named, and creates nothing', async () => {
    const url = await server.createDatabase();
    const database = new URL(url).pathname.slice(1);
    const guest = `guest_${database}`;
    await server.query(`create role ${guest} login password 'guestpw'`);
    await server.query(`revoke create on database ${database} from public`);
    const asGuest = url.replace(/\/\/[^@]*@/, `//${guest}:guestpw@`);
    const told = `user ${guest} may not`;
    expect(await messageOf(requireWritableStore(asGuest))).toContain(`${told} create the schema hpsearch`);
    expect(await messageOf(openStore(asGuest, 'create'))).toContain('may not be used by this user');
    await (await openStore(url, 'create')).close();
    expect(await messageOf(openStore(asGuest, 'existing'))).toContain('may not be used by this user');
    expect(await messageOf(requireWritableStore(asGuest))).toContain(
      `${told} write the tables of the schema hpsearch`,
    );
  });
});
