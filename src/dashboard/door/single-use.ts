import { randomBytes } from 'node:crypto';
import { isSameToken } from '../../http/callers.ts';

/**
 * A path that leads to an address with the token once: other users of the machine can read the arguments of the program
 * that opens the browser.
 */
export class SingleUse {
  readonly path = `/open/${randomBytes(24).toString('base64url')}`;
  #isUsed = false;

  /** True for the first request of the path. */
  take(path: string): boolean {
    if (this.#isUsed || !isSameToken(path, this.path)) return false;
    this.#isUsed = true;
    return true;
  }
}
