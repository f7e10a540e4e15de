import type { InspectedTrial } from '../../../src/report/html/trial/trial-page.ts';
import { completeTrial, studyOf } from '../example-trials.ts';
import { script } from './example-data-reports.ts';
import { evaluationReport } from './example-evaluation.ts';
import { classSuspects } from './example-suspects.ts';

const study = { ...studyOf(), name: `digits ${script}` };
const curve = [2.3, 0.9, 0.4].map((valLoss, epoch) => ({
  epoch,
  metrics: { valLoss, valAccuracy: 1 - valLoss / 3, ...(epoch > 0 && { loss: valLoss / 2 }) },
}));

/** An inspected trial of a classification of pictures, whose second training came out otherwise. */
export function inspectedTrial(): InspectedTrial {
  const { confusion, worst, imageShape } = classSuspects();
  const { classes, counts, perClass } = evaluationReport().confusion ?? confusion ?? {};
  return {
    study,
    trial: completeTrial(4, 0.4),
    history: curve,
    humanBaseline: { metric: 'valAccuracy', value: 0.98 },
    inspection: {
      network: {
        rows: 40,
        shownNetwork: 'the network of all rows',
        confusion: {
          ...{ trial: 4, split: 'validation' },
          ...{ classes: classes ?? [], counts: counts ?? [], perClass: perClass ?? [] },
        },
        firstLayer: {
          message: `2 filters of 1 × 2 × 1 in layer ${script}`,
          exhibit: {
            kind: 'images',
            title: 'filters of layer conv1',
            shape: [1, 2, 1],
            images: ['unit 0', 'unit 1'].map((caption) => ({ caption, pixels: 'AP8=' })),
          },
        },
        layers: [
          { name: 'dense1', units: 40, dead: 0.8, size: 1.25 },
          { name: 'output', units: 2, dead: 0, size: 3 },
        ],
        layerRows: 40,
        worst: worst.map((row) => ({ ...row, probability: 0.02 })),
        ...(imageShape && { imageShape }),
      },
      dynamics: {
        rows: 40,
        exhibit: {
          kind: 'lines',
          title: 'predictions for fixed validation rows',
          xName: 'epoch',
          yName: 'probability of the true class',
          firstX: 1,
          series: [7, 9].map((row) => ({ name: `row ${row} (${script})`, values: [0.2, row / 10] })),
        },
        jitter: 0.03,
        isIdentical: false,
      },
    },
  };
}

/** An inspected trial of a regression, without dynamics. */
export function inspectedRegression(): InspectedTrial {
  const worst = [{ row: 3, split: 'validation' as const, given: 5000, predicted: 4200, features: [] }];
  return {
    study,
    trial: completeTrial(5, 0.5),
    history: curve,
    inspection: {
      network: {
        rows: 3000,
        scatter: { target: script, given: [1, 2, 3], predicted: [1.5, 2, 2.5] },
        layers: [],
        layerRows: 256,
        worst,
      },
      dynamics: { missing: 'trial 5 was not sampled (continued from trial 4)' },
    },
  };
}
