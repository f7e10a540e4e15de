import { timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';

/** True for a name or an address by which only this machine reaches itself; IPv6 without brackets. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/**
 * Why a request to a server of this machine alone is refused: a site that has its name resolved to this machine sends its
 * own name. Undefined when it is not.
 */
export function foreignHost(host = ''): string | undefined {
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  return isLoopback(name) ? undefined : 'the host must be this machine';
}

/** Why a request is refused: a page of another site sends its origin. Undefined when it is not. */
export function foreignOrigin(host = '', origin?: string): string | undefined {
  return origin === undefined || origin === `http://${host}` ? undefined : 'the origin must be this page';
}

/** Compares in a time that does not depend on where they differ. */
export function isSameToken(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}
