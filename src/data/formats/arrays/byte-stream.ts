import { crc32 } from 'node:zlib';
import { type ArrayPlace, arrayFault } from './named-array.ts';

/** Bytes of a stream, read in order. FaultsError where it ends too early. */
export class ByteStream {
  /** The checksum of all bytes so far. */
  checksum = 0;
  readonly #place: ArrayPlace;
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(place: ArrayPlace, chunks: AsyncIterable<Buffer>) {
    this.#place = place;
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async read(length: number): Promise<Buffer> {
    const bytes = Buffer.alloc(length);
    await this.readInto(bytes);
    return bytes;
  }

  async readInto(target: Uint8Array): Promise<void> {
    let at = 0;
    while (at < target.length) {
      if (this.#held.length === 0 && !(await this.#pull())) {
        throw arrayFault(this.#place, 'must be whole: it ends too early');
      }
      const piece = this.#held.subarray(0, target.length - at);
      target.set(piece, at);
      at += piece.length;
      this.#held = this.#held.subarray(piece.length);
    }
  }

  /** Call after the last byte that is wanted. FaultsError where more follow. */
  async finish(): Promise<void> {
    if (this.#held.length === 0 && !(await this.#pull())) return;
    throw arrayFault(this.#place, 'must end after its numbers: more bytes follow');
  }

  /** Closes the stream, read or not. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #pull(): Promise<boolean> {
    for (;;) {
      const { value, done } = await this.#chunks.next();
      if (done) return false;
      this.checksum = crc32(value, this.checksum);
      this.#held = value;
      if (value.length > 0) return true;
    }
  }
}
