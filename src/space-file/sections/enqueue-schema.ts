import { z } from 'zod';
import { spaceLimits } from '../../study/limits.ts';
import { scalar } from '../distribution-schema.ts';

export const enqueueSchema = z
  .array(z.record(z.string(), scalar))
  .max(spaceLimits.values)
  .meta({
    description: 'Known configurations that run first; parameters that are left out are drawn.',
    examples: [[{ learningRate: 3e-4 }]],
  });
