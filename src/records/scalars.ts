import { z } from 'zod';

/** Longer names would fill a screen, longer paths no system opens. */
export const longestName = 512;
const longestPath = 4096;

export const count = z.int().nonnegative();
export const name = z.string().min(1).max(longestName);
export const path = z.string().max(longestPath);
export const word = z.string().max(longestName);
export const scalar = z.union([z.number(), z.string().max(longestName), z.boolean()]);
export const metrics = z.record(word, z.number());
export const time = z.iso.datetime({ error: 'must be a time in UTC: 2026-01-31T12:00:00.000Z' });
