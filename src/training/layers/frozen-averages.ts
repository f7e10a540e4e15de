import type { Layer } from '../model-layers.ts';

/** The part of a batch normalisation that the types of TensorFlow.js leave out. */
interface Normalising {
  trainable: boolean;
  call(inputs: unknown, kwargs: { readonly training?: boolean }): unknown;
}

/**
 * Lets frozen batch normalisations use their averages in training too, as Keras does (since 2.1.3): else training would
 * change the averages of a pretrained model whose weights it leaves alone.
 */
export function keepFrozenAverages(layers: readonly Layer[]): void {
  for (const layer of layers) {
    if (layer.getClassName() !== 'BatchNormalization') continue;
    const normalising = layer as unknown as Normalising;
    const call = normalising.call.bind(layer);
    normalising.call = (inputs, kwargs) =>
      call(inputs, normalising.trainable ? kwargs : { ...kwargs, training: false });
  }
}
