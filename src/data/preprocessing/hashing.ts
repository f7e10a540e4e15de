/** FNV-1a with 32 bits over the text's UTF-16 units, http://www.isthe.com/chongo/tech/comp/fnv/. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  // The low bits of FNV are its weakest.
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** The input, from 0, that stands for a category among others with the same hash. */
export function bucketOf(text: string, buckets: number): number {
  return hashOf(text) % buckets;
}

/**
 * Counts of a text's words and pairs of words by bucket, with signs so that collisions cancel out on average (Weinberger
 * et al. 2009), divided by their Euclidean length; empty without words.
 */
export function hashedWords(text: string, buckets: number): Map<number, number> {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const counts = new Map<number, number>();
  words.forEach((word, index) => {
    for (const term of index === 0 ? [word] : [word, `${words[index - 1]} ${word}`]) {
      const hash = hashOf(term);
      const bucket = (hash >>> 1) % buckets;
      counts.set(bucket, (counts.get(bucket) ?? 0) + (hash % 2 === 0 ? 1 : -1));
    }
  });
  let squares = 0;
  for (const count of counts.values()) squares += count ** 2;
  const length = Math.sqrt(squares);
  for (const [bucket, count] of counts) counts.set(bucket, length === 0 ? 0 : count / length);
  return counts;
}
