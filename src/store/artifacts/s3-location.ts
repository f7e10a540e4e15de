import { UsageError } from '../../faults/errors.ts';

/** Where objects are, and how requests are signed. */
export interface S3Location {
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly bucket: string;
  /** Ends with a slash, or is empty. */
  readonly prefix: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

export function isS3(place: string): boolean {
  return /^s3:/i.test(place);
}

/**
 * Reads s3://bucket/prefix; the rest is in the variables that other programs for S3 read. UsageError when a part is
 * missing. No message holds a secret.
 */
export function s3Location(place: string, environment: NodeJS.ProcessEnv = process.env): S3Location {
  const { bucket, prefix } = bucketOf(place);
  const accessKeyId = environment.AWS_ACCESS_KEY_ID;
  const secretAccessKey = environment.AWS_SECRET_ACCESS_KEY;
  if (!accessKeyId || !secretAccessKey) {
    throw new UsageError(
      `${place} needs the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`,
    );
  }
  const region = environment.AWS_REGION || environment.AWS_DEFAULT_REGION || 'us-east-1';
  const sessionToken = environment.AWS_SESSION_TOKEN || undefined;
  const endpoint = endpointOf(environment) ?? `https://s3.${region}.amazonaws.com`;
  return { endpoint, bucket, prefix, region, accessKeyId, secretAccessKey, sessionToken };
}

/** The same text for the same place: "s3://bucket/some/prefix". */
export function locateS3(place: string): string {
  const { bucket, prefix } = bucketOf(place);
  return `s3://${bucket}/${prefix}`.replace(/\/$/, '');
}

function bucketOf(place: string): { bucket: string; prefix: string } {
  const [, bucket, rest = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/is.exec(place) ?? [];
  if (bucket === undefined || !/^[\w/.-]*$/.test(rest)) {
    const constraint = 'must be s3://bucket or s3://bucket/prefix, of letters, digits and . - _ /';
    // Some put their keys before an @.
    throw new UsageError(place.includes('@') ? constraint : `${constraint}, got ${JSON.stringify(place)}`);
  }
  const prefix = rest
    .split('/')
    .filter((part) => part !== '')
    .join('/');
  return { bucket, prefix: prefix === '' ? '' : `${prefix}/` };
}

function endpointOf(environment: NodeJS.ProcessEnv): string | undefined {
  for (const name of ['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'] as const) {
    const text = environment[name];
    if (!text) continue;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (/^https?:$/.test(url?.protocol ?? '') && url?.username === '') return text.replace(/\/+$/, '');
    throw new UsageError(`the environment variable ${name} must be an address such as http://localhost:9000`);
  }
  return undefined;
}
