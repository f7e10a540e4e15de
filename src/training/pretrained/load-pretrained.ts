import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { requireReadableFile } from '../../files/readable-file.ts';
import { pretrainedModels } from '../../modules/module-digest.ts';
import { weightFiles } from '../../modules/pretrained-files.ts';
import { decodeLayersModel } from '../export/artifacts.ts';
import type { LayersModel, Tf } from '../tensorflow.ts';

/**
 * The function with which a module's `build` loads a pretrained layers model from its model.json and weight files, on
 * any backend. It rejects with an Error of one line that names the path: for a file that is missing or no such model, and
 * for a path that the module does not contain as a string, whose change would go unnoticed.
 */
export function pretrainedLoader(modulePath: string): (tf: Tf) => (path: string) => Promise<LayersModel> {
  let known: ReadonlySet<string> | undefined;
  return (tf) => async (path) => {
    const file = resolve(dirname(modulePath), path);
    const refusal = (reason: string) => new Error(`loadModel('${path}'): ${reason}`);
    if (!existsSync(file)) throw refusal('there is no such file');
    requireReadableFile(file);
    const parts = weightFiles(file);
    if (parts === undefined) throw refusal('must be the model.json of a TensorFlow.js layers model');
    known ??= new Set(pretrainedModels(modulePath));
    if (!known.has(file)) {
      throw refusal('the path must be written in the module as a string, so that a changed file is noticed');
    }
    const missing = parts.find((part) => !existsSync(part));
    if (missing !== undefined) throw refusal(`its weights are missing: ${missing}`);
    try {
      const modelJson = JSON.parse(readFileSync(file, 'utf8'));
      const weights = Buffer.concat(parts.map((part) => readFileSync(part)));
      return await decodeLayersModel(tf, { modelJson, weights });
    } catch (error) {
      throw refusal(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
    }
  };
}
