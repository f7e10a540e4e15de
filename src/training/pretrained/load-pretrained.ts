import { dirname, resolve } from 'node:path';
import { pretrainedModels } from '../../modules/module-digest.ts';
import { decodeLayersModel } from '../export/artifacts.ts';
import type { LayersModel, Tf } from '../tensorflow.ts';
import { isGraphModel, readModelFiles } from './model-files.ts';

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
    const files = readModelFiles(file, refusal);
    known ??= new Set(pretrainedModels(modulePath));
    if (!known.has(file)) {
      throw refusal('the path must be written in the module as a string, so that a changed file is noticed');
    }
    if (isGraphModel(files)) {
      throw refusal(
        'is a graph model, which has no layers to train: data.features takes its outputs as inputs',
      );
    }
    try {
      return await decodeLayersModel(tf, files);
    } catch (error) {
      throw refusal(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
    }
  };
}
