/** What an array is used as: pixels of images, numbers of any shape, or ids of tokens. */
export const arrayUses = ['images', 'arrays', 'tokens'] as const;
export type ArrayUse = (typeof arrayUses)[number];
