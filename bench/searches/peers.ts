/** A search program of bench/peers/, run as its users would: once a number of jobs, and the faster one counts. */
export interface Peer {
  readonly name: string;
  readonly script: string;
  readonly packages: readonly string[];
  readonly jobs: readonly number[];
  /** The limit of the ratio of wall-clock times; undefined where none was promised. */
  readonly target?: { readonly must: number; readonly aim: number };
}

export const peers: readonly Peer[] = [
  {
    name: 'Optuna + PyTorch (DataLoader)',
    script: 'optuna_torch.py',
    packages: ['optuna', 'torch'],
    jobs: [1, 2],
    target: { must: 1, aim: 2 },
  },
  {
    name: 'Optuna + PyTorch (tensors indexed)',
    script: 'optuna_torch_indexed.py',
    packages: ['optuna', 'torch'],
    jobs: [1, 2],
    target: { must: 1, aim: 2 },
  },
  {
    name: 'Optuna + Keras',
    script: 'optuna_keras.py',
    packages: ['optuna', 'keras', 'tensorflow'],
    jobs: [1, 2],
    target: { must: 5, aim: 10 },
  },
  { name: 'KerasTuner', script: 'keras_tuner_search.py', packages: ['keras_tuner', 'tensorflow'], jobs: [1] },
  { name: 'Ray Tune + Keras', script: 'ray_keras.py', packages: ['ray', 'keras', 'tensorflow'], jobs: [2] },
];
