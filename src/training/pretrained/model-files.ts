import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { requireReadableFile } from '../../files/readable-file.ts';
import { weightFiles } from '../../modules/pretrained-files.ts';
import { type LayersModelFiles, listedWeightBytes } from '../export/artifacts.ts';

/** The model.json, parsed and as written, and the weights that it names, one file after another. */
export interface ModelFiles extends LayersModelFiles {
  readonly text: string;
}

/**
 * Reads the model.json at this path and its weight files. Throws what `refusal` makes of the reason for files that are
 * missing or no such model, and FaultsError for one that is no regular file.
 */
export function readModelFiles(file: string, refusal: (reason: string) => Error): ModelFiles {
  if (!existsSync(file)) throw refusal('there is no such file');
  requireReadableFile(file);
  const parts = weightFiles(file);
  if (parts === undefined) throw refusal('must be the model.json of a TensorFlow.js model');
  const missing = parts.find((part) => !existsSync(part));
  if (missing !== undefined) throw refusal(`its weights are missing: ${missing}`);
  const text = readFileSync(file, 'utf8');
  const weights = Buffer.concat(parts.map((part) => readFileSync(part)));
  const modelJson = JSON.parse(text);
  const listed = listedWeightBytes(modelJson);
  if (listed !== undefined && listed !== weights.length) {
    throw refusal(`its weights must have ${listed} bytes, as it lists, and have ${weights.length}`);
  }
  return { modelJson, text, weights };
}

/** SHA-256 of a model.json and its weights. */
export function modelDigest({ text, weights }: Pick<ModelFiles, 'text' | 'weights'>): string {
  return createHash('sha256').update(text).update('\0').update(weights).digest('hex');
}

/** True for a graph, whose nodes are operations; false for layers. */
export function isGraphModel({ modelJson: { modelTopology } }: Pick<ModelFiles, 'modelJson'>): boolean {
  return Array.isArray((modelTopology as { node?: unknown } | undefined)?.node);
}
