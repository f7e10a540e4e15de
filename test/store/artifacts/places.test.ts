import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { ObjectFolder } from '../../../src/files/object-folder.ts';
import { locateArtifacts } from '../../../src/store/artifacts/open-artifacts.ts';
import { s3Artifacts } from '../../../src/store/artifacts/s3-artifacts.ts';
import { s3Location } from '../../../src/store/artifacts/s3-location.ts';
import { describeArtifacts } from '../../contracts/artifacts.ts';
import { S3Server } from '../../s3/server.ts';
import { temporaryFolder } from '../temporary-folder.ts';

describeArtifacts('artifacts in a folder', async () => new ObjectFolder(join(temporaryFolder(), 'study')));

describe('artifacts in a folder', () => {
  it('are refused where the folder is not there, which may be another machine’s', async () => {
    const folder = join(temporaryFolder(), 'not', 'mounted');
    const artifacts = new ObjectFolder(folder);
    const missing = `there is no folder ${folder}`;
    await expect(artifacts.prepare()).rejects.toThrow(`there is no folder ${join(folder, '..')}`);
    await expect(artifacts.check()).rejects.toThrow(missing);
    await expect(artifacts.put('ab/a', Uint8Array.of(1))).rejects.toThrow(missing);
    await expect(artifacts.get('ab/a')).rejects.toThrow(missing);
    await expect(artifacts.list()).rejects.toThrow(missing);
    expect(existsSync(join(folder, '..'))).toBe(false);
  });

  it('leave nothing of an object that could not be written', async () => {
    const folder = temporaryFolder();
    const artifacts = new ObjectFolder(folder);
    mkdirSync(join(folder, 'ab', 'taken', 'by'), { recursive: true });
    await expect(artifacts.put('ab/taken', Uint8Array.of(1))).rejects.toThrow();
    expect(readdirSync(join(folder, 'ab'))).toEqual(['taken']);
    rmSync(join(folder, 'ab'), { recursive: true });
    writeFileSync(join(folder, 'ab'), '');
    await expect(artifacts.put('ab/a', Uint8Array.of(1))).rejects.toThrow();
  });
});

describe('artifacts at S3', () => {
  const server = new S3Server();
  beforeAll(() => server.start());
  afterAll(() => server.stop());
  let places = 0;
  const open = (place: string, changed: Record<string, string> = {}) =>
    s3Artifacts(s3Location(place, { ...server.environment(), ...changed }), place);

  describeArtifacts('by prefix', async () => open(`s3://models/some_prefix/${places++}`));
  describeArtifacts('of a bucket', async () => {
    server.objects.clear();
    return open('s3://models');
  });

  it('are put again when the server is overloaded or closes the connection', async () => {
    const artifacts = open('s3://models/again');
    server.failing = { busy: 1, closed: 1 };
    await artifacts.put('ab/a', Uint8Array.of(7));
    server.failing = { busy: 1, closed: 1 };
    expect(await artifacts.get('ab/a')).toEqual(Uint8Array.of(7));
  });

  it('are refused by the answer of the server, without a secret', async () => {
    const wrong = { AWS_SECRET_ACCESS_KEY: 'wrong' };
    const refused = 's3://models/x: the server answers 403 (SignatureDoesNotMatch)';
    await expect(open('s3://models/x', wrong).check()).rejects.toThrow(refused);
    await expect(open('s3://models/x', wrong).put('ab/a', Uint8Array.of(1))).rejects.toThrow(refused);
    await expect(open('s3://none').check()).rejects.toThrow(
      's3://none: the server answers 404 (NoSuchBucket)',
    );
    await expect(open('s3://none').get('ab/a')).rejects.toThrow('NoSuchBucket');
    const nowhere = { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1/' };
    await expect(open('s3://models/x', nowhere).check()).rejects.toThrow(
      /^s3:\/\/models\/x cannot be reached at http:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/,
    );
  });
});

test('a location of S3 is the same however it is written, and nothing else is taken', () => {
  for (const place of ['s3://models/a/b', 's3://models//a/b/', 'S3://models/a/b']) {
    expect(locateArtifacts(place)).toBe('s3://models/a/b');
  }
  expect(locateArtifacts('s3://models/')).toBe('s3://models');
  expect(locateArtifacts('a/b', '/c')).toBe('/c/a/b');
  const form = 'must be s3://bucket or s3://bucket/prefix, of letters, digits and . - _ /';
  for (const place of [
    's3://',
    's3://a',
    's3://key:secret@models',
    's3://models/a b',
    's3:/models',
    's3://models?x=1',
  ])
    expect(() => locateArtifacts(place)).toThrow(form);
  expect(() => locateArtifacts('s3://key:secret@models')).toThrow(/ \/$/);
  for (const place of ['gs://models', 'http://models', ' '])
    expect(() => locateArtifacts(place)).toThrow('must be a folder or s3://bucket/prefix, got');
});

test('the standard variables say where S3 is, and none of their values is shown', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
  expect(s3Location('s3://models/x', keys)).toEqual({
    ...{
      bucket: 'models',
      prefix: 'x/',
      region: 'us-east-1',
      endpoint: 'https://s3.us-east-1.amazonaws.com',
    },
    ...{ accessKeyId: 'a', secretAccessKey: 'b', sessionToken: undefined },
  });
  expect(s3Location('s3://models', { ...keys, AWS_DEFAULT_REGION: 'eu-west-1' }).endpoint).toContain(
    'eu-west-1',
  );
  expect(() => s3Location('s3://models', { AWS_ACCESS_KEY_ID: 'a' })).toThrow(
    's3://models needs the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  );
  for (const url of ['nonsense', 'ftp://host', 'http://user:secret@host'])
    expect(() => s3Location('s3://models', { ...keys, AWS_ENDPOINT_URL: url })).toThrow(
      /^the environment variable AWS_ENDPOINT_URL must be an address such as http:\/\/localhost:9000$/,
    );
});
