import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openStore } from '../../../src/store/open-store.ts';
import { TestServer } from '../../postgres/server.ts';
import { describeOnPostgres } from '../../postgres/shared.ts';
import { unprivileged } from '../../postgres/system.ts';

const folder = mkdtempSync(join(tmpdir(), 'hpsearch-tls-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];

/** A certificate for the name localhost that signs itself; false where there is no openssl. */
function madeCertificate(): boolean {
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  const names = ['-addext', 'subjectAltName=DNS:localhost'];
  try {
    execFileSync('openssl', [...request, ...names, '-keyout', key, '-out', certificate], { stdio: 'pipe' });
  } catch {
    return false;
  }
  const user = unprivileged();
  if (user) for (const file of [folder, key, certificate]) chownSync(file, user.uid, user.gid);
  chmodSync(key, 0o600);
  return true;
}

const isMade = madeCertificate();

await describeOnPostgres('PostgreSQL with TLS', () => {
  let server: TestServer | undefined;
  afterAll(() => server?.stop());

  const opening = async (host: string, parameters: string) => {
    server ??= await TestServer.start({
      settings: { ssl: 'on', ssl_cert_file: certificate, ssl_key_file: key },
    });
    const url = new URL(`${server.url()}?${parameters}`);
    url.hostname = host;
    const store = await openStore(url.href, 'create');
    await store.close();
    return 'opened';
  };

  it.skipIf(!isMade).each([
    ['127.0.0.1', 'sslmode=require', /opened/],
    ['127.0.0.1', 'sslmode=no-verify', /opened/],
    ['127.0.0.1', `sslmode=verify-ca&sslrootcert=${certificate}`, /opened/],
    ['localhost', `sslmode=verify-full&sslrootcert=${certificate}`, /opened/],
    ['localhost', 'sslmode=verify-full', / cannot be opened: TLS failed \(.*self.signed certificate/],
    [
      '127.0.0.1',
      `sslmode=verify-full&sslrootcert=${certificate}`,
      / cannot be opened: TLS failed \(.*127\.0\.0\.1/,
    ],
  ])('on %s with %s', async (host, parameters, expected) => {
    expect(await opening(host, parameters).catch((error: Error) => error.message)).toMatch(expected);
  });

  it.skipIf(!isMade)('takes the variables of libpq', async () => {
    const { PGSSLMODE, PGSSLROOTCERT } = process.env;
    Object.assign(process.env, { PGSSLMODE: 'verify-full', PGSSLROOTCERT: certificate });
    try {
      expect(await opening('localhost', '')).toBe('opened');
      const failing = opening('127.0.0.1', '').catch((error: Error) => error.message);
      expect(await failing).toContain('TLS failed');
    } finally {
      for (const [name, value] of Object.entries({ PGSSLMODE, PGSSLROOTCERT })) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });
});
