import { activitiesOf } from '../../checks/model/layer-activity.ts';
import { evenly } from '../../checks/training/exhibits/dynamics-exhibit.ts';
import { filterPictures, weightsByInput } from '../../checks/training/exhibits/first-layer-exhibit.ts';
import type { Dataset } from '../../data/dataset.ts';
import { targetViews } from '../../data/target-views.ts';
import { withThreshold } from '../../metrics/decision-threshold.ts';
import type { Predictions } from '../../metrics/predictions.ts';
import type { NetworkInspection } from '../../reports/learned/inspection-report.ts';
import type { StudyModels } from '../../runs/open-models.ts';
import { labelNames } from '../../study/outputs/label-names.ts';
import { partViews } from '../../study/outputs/part-views.ts';
import type { Trial } from '../../study/trial.ts';
import { confusionReport } from '../../suspects/confusion.ts';
import { firstLayerFilters } from '../../training/probes/first-layer.ts';
import { traceLayers } from '../../training/probes/layers.ts';
import { enteringTensors } from '../../training/probes/outputs.ts';
import { partOf } from '../../training/probes/rows.ts';
import { trainingInputs } from '../../training/select-inputs.ts';
import { withStoredModel } from '../../training/stored-model.ts';
import type { LayersModel, Tf } from '../../training/tensorflow.ts';
import { predictSplit, servingNetworks, type TrainedModel } from '../../training/trained-model.ts';
import { scatterOf, worstRows } from './predicted-rows.ts';

const mostLayerRows = 256;
/** Rows that are predicted worst, of all targets together and of each. */
const mostWorst = 20;
const fewestWorst = 5;

/** Rebuilds a trial's network from its weights, and measures it on the validation split. */
export async function inspectNetwork(
  models: StudyModels,
  trial: Trial,
  weights: Uint8Array,
): Promise<NetworkInspection> {
  const { backend, dataset, source } = models;
  const { tf } = backend;
  const { validation } = dataset.splits;
  const { predictions, ...measured } = await withStoredModel(
    models,
    { config: trial.config, weights },
    (model) => {
      const [network] = servingNetworks(model);
      return {
        predictions: predictSplit(tf, model, dataset, 'validation'),
        ...shownNetwork(model),
        ...firstLayerOf(network as LayersModel, trainingInputs(dataset, trial.config)),
        ...layersOf(tf, network as LayersModel, dataset),
      };
    },
  );
  const { inputs } = source.raw;
  return {
    rows: validation.rows,
    ...measured,
    ...judged(models, trial, predictions),
    ...(inputs.kind === 'images' ? { imageShape: inputs.shape } : {}),
  };
}

function shownNetwork({ networks, refit }: TrainedModel): Pick<NetworkInspection, 'shownNetwork'> {
  if (refit !== undefined) return { shownNetwork: 'the network of all rows' };
  return networks.length > 1 ? { shownNetwork: `the network of the first of ${networks.length} folds` } : {};
}

function firstLayerOf(network: LayersModel, dataset: Dataset): Pick<NetworkInspection, 'firstLayer'> {
  const filters = firstLayerFilters(network);
  if (filters === undefined) return {};
  if (filters.shape.length !== 3) return { firstLayer: weightsByInput(dataset, filters) };
  const [height, width, channels] = filters.shape;
  const message = `${filters.filters.length} filters of ${height} × ${width} × ${channels} in layer ${filters.layer}`;
  return { firstLayer: { message, exhibit: filterPictures(filters) } };
}

function layersOf(
  tf: Tf,
  network: LayersModel,
  dataset: Dataset,
): Pick<NetworkInspection, 'layers' | 'layerRows'> {
  const { validation } = dataset.splits;
  const part = partOf(validation, Int32Array.from(evenly(validation.rows, mostLayerRows)));
  const { x } = enteringTensors(tf, dataset, part);
  return { layers: activitiesOf(traceLayers(tf, network, x, false)), layerRows: part.rows };
}

function judged(
  { dataset: { task, splits }, source }: StudyModels,
  trial: Trial,
  predictions: Predictions,
): Pick<NetworkInspection, 'confusion' | 'scatter' | 'worst' | 'targets'> {
  const { validation } = splits;
  const views = partViews(task);
  const sources = targetViews(source);
  const targets = views.map((view, at) => {
    const own = { source: sources[at]?.source ?? source, validation: view.rows(validation) };
    const { threshold } = trial.metrics;
    const given = view.predictions(predictions);
    const { name = '' } = view;
    const known = view.task.kind === 'classification' ? withThreshold(view.task, threshold) : view.task;
    // A label's classes are 0 and 1.
    const decided = task.kind === 'multilabel' ? { ...known, classes: labelNames(name) } : known;
    const count = Math.max(fewestWorst, Math.floor(mostWorst / views.length));
    return {
      name,
      ...(decided.kind === 'regression'
        ? { scatter: scatterOf(own.source, decided, given) }
        : { confusion: confusionReport(trial.trial, given, own.validation, decided) }),
      worst: worstRows({ ...own, task: decided }, given, { threshold, count }),
    };
  });
  const [only] = targets;
  if (targets.length > 1 || only === undefined) return { worst: [], targets };
  const { name: _, ...own } = only;
  return own;
}
