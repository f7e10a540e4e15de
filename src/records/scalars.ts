import { z } from 'zod';
import { longestText } from '../study/limits.ts';

/** No system opens a longer path. */
export const longestPath = 4096;

export const count = z.int().nonnegative();
export const name = z.string().min(1).max(longestText);
export const path = z.string().max(longestPath);
export const word = z.string().max(longestText);
export const scalar = z.union([z.number(), z.string().max(longestText), z.boolean()]);
export const metrics = z.record(word, z.number());
export const time = z.iso.datetime({ error: 'must be a time in UTC: 2026-01-31T12:00:00.000Z' });
