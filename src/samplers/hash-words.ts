/** MurmurHash3 of whole numbers in [0, 2³²), as one of them (Appleby 2011, 32 bits, seed 0). */
export function hashWords(...words: readonly number[]): number {
  let hash = 0;
  for (const word of words) {
    const scattered = Math.imul(rotated(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
    hash = (Math.imul(rotated(hash ^ scattered, 13), 5) + 0xe6546b64) | 0;
  }
  hash ^= 4 * words.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** A key for hashes from a seed of up to 53 bits. */
export function hashSeed(seed: number, ...words: readonly number[]): number {
  return hashWords(seed % 2 ** 32, Math.floor(seed / 2 ** 32), ...words);
}
