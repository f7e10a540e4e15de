import type { Configuration } from '../../src/study/search-space.ts';

/** Sequences of 32 steps of 16 numbers. */
export const sequenceShape = [32, 16] as const;

/** Recurrent nets by name: what they are, and the settings of the family `rnn`. */
export const recurrentNets: Readonly<Record<string, { title: string; config: Configuration }>> = {
  lstm: { title: 'LSTM 32×16→64', config: { cell: 'lstm' } },
  gru: { title: 'GRU 32×16→64', config: { cell: 'gru' } },
  'lstm-both': { title: 'LSTM, both directions', config: { cell: 'lstm', direction: 'both' } },
  'gru-both': { title: 'GRU, both directions', config: { cell: 'gru', direction: 'both' } },
  'lstm-2': { title: 'LSTM, two layers', config: { cell: 'lstm', layers: 2 } },
  'gru-2': { title: 'GRU, two layers', config: { cell: 'gru', layers: 2 } },
};
