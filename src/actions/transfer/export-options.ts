import { type Message, message, option } from '../../faults/message.ts';
import { studyFormats } from '../../transfer/transfer.ts';
import { oneOf, path, toggle } from '../options/kinds.ts';
import type { OptionsOf } from '../options/option.ts';
import type { GivenOptions } from '../options/read-options.ts';
import { replace, storedModel } from '../options/shared.ts';

const modelFormats = ['tfjs', 'savedmodel'] as const;

export const exportOptions = {
  options: {
    ...storedModel,
    model: {
      ...storedModel.model,
      describe: "a trial's number, an ensemble's name, or student (the newest)",
    },
    to: path({ describe: 'folder to write the model to, or file to write the study to' }),
    format: oneOf([...modelFormats, ...studyFormats], {
      describe:
        'of a model: tfjs for TensorFlow.js, savedmodel for TensorFlow (needs the native backend); of the whole study: csv, json, optuna',
      default: 'tfjs',
    }),
    weights: toggle("with json: the models' weights as well"),
    replace: replace('an older export'),
  },
  rules: ({ format = 'tfjs', model, weights, to }: GivenOptions): (Message | undefined)[] => {
    const isOfModel = modelFormats.some((each) => each === format);
    const formats = message`${option('format')} tfjs or savedmodel`;
    return [
      model !== undefined && !isOfModel
        ? message`${option('model')}: goes with ${formats}, and ${String(format)} is of a whole study`
        : undefined,
      weights === true && format !== 'json'
        ? message`${option('weights')}: goes with ${option('format', 'json')}, ${isOfModel ? 'a model has its own' : `not ${format}`}`
        : undefined,
      to === undefined && isOfModel
        ? message`${option('to')}: must name the folder that the model goes to`
        : undefined,
      to === undefined && format === 'optuna'
        ? message`${option('to')}: must name the file that ${option('format', 'optuna')} makes`
        : undefined,
    ];
  },
};

export type ExportRequest = OptionsOf<typeof exportOptions.options>;
