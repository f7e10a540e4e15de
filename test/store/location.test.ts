import { expect, it } from 'vitest';
import { isSoundUrl, withoutSecrets, withSecrets } from '../../src/store/location.ts';

it.each([
  ['postgres://ada:pw@db.example.com:5433/hp', 'postgres://ada@db.example.com:5433/hp'],
  ['postgresql://ada:p%40w@db:5432/hp', 'postgres://ada@db/hp'],
  ['POSTGRES://ada:p@w@db/hp', 'postgres://ada@db/hp'],
  ['postgres://db/hp?user=ada&password=pw&sslmode=require', 'postgres://db/hp?user=ada&sslmode=require'],
  ['postgres://ada@db/hp?sslpassword=pw', 'postgres://ada@db/hp'],
  ['postgres://ada:pw@/hp?host=/run/sockets', 'postgres:///hp?host=%2Frun%2Fsockets&user=ada'],
  ['postgres://[::1]/hp', 'postgres://[::1]/hp'],
])('of %s, %s is shown, and the whole is known again', (location, shown) => {
  expect(withoutSecrets(location)).toBe(shown);
  expect(withoutSecrets(shown)).toBe(shown);
  expect(withoutSecrets(withSecrets(shown))).toBe(shown);
  const { password, searchParams } = new URL(withSecrets(shown));
  const secrets = [password, searchParams.get('password'), searchParams.get('sslpassword')];
  expect(secrets.filter((secret) => secret)).toHaveLength(location.includes('[::1]') ? 0 : 1);
});

it.each([
  'postgres://ada:p/w@db/hp',
  'postgres://ada:p?w@db/hp',
  'postgres://ada:12?w@db/hp',
  'postgres://ada:p#w@db/hp',
  'postgres://ada:pw@db:port/hp',
  'postgres://ada:pw@db:port/hp?password=pw',
])('nothing that may be a password is shown of %s, which is no URL', (location) => {
  const shown = withoutSecrets(location);
  expect(shown).toMatch(/^postgres:\/\/\*\*\*@db/);
  expect(shown).not.toMatch(/ada|pw|[/?#]w/);
  expect(isSoundUrl(shown)).toBe(false);
});

it.each([
  ['postgres:/ada:pw@db/hp', 'postgres:/***@db/hp'],
  ['postgres:ada:pw@db/hp', 'postgres:***@db/hp'],
  ['postgresql//ada:p@w@db/hp', 'postgresql//***@db/hp'],
  ['postgrse://ada:p/w@db/hp', 'postgrse://***@db/hp'],
  ['ftp://ada:pw@db/hp', 'ftp://***@db/hp'],
])('of %s, which names no database, %s is shown', (location, shown) => {
  expect(withoutSecrets(location)).toBe(shown);
  expect(withoutSecrets(shown)).toBe(shown);
});

it.each([
  'study.db',
  '/data/a b.db',
  'C:\\a:b@c.db',
  'mysql://ada@db/hp',
  's3://bucket/a',
  'a:b@c',
  'd/postgres:a:b@c',
])('%s stays as it is', (location) => {
  expect(withoutSecrets(location)).toBe(location);
  expect(withSecrets(location)).toBe(location);
});
