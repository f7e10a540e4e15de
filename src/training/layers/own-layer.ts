import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Tensor, Tf, Variable } from '../tensorflow.ts';

type Layer = InstanceType<Tf['layers']['Layer']>;
type Shape = readonly (number | null)[];

/** A weight's shape without the batch, and its initial values. */
interface OwnWeight {
  readonly shape: readonly number[];
  readonly start: (shape: number[]) => Tensor;
}

/** A layer that TensorFlow.js does not have. Rows are independent, and the first axis is that of the rows. */
export interface LayerDefinition<Name extends string = string> {
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly weights: Readonly<Record<Name, OwnWeight>>;
  /** The shape of one row of its output. */
  shape(row: readonly number[]): readonly number[];
  call(x: Tensor, weights: Readonly<Record<Name, Tensor>>, isTraining: boolean): Tensor;
  /** The result of `call` without training, composed of stock layers, for models that other programs open. */
  stock(x: SymbolicTensor, weights: Readonly<Record<Name, Tensor>>): SymbolicTensor;
  /** 1 for steps and 0 for padding, [rows, length], which recurrent layers after this one heed; none where it is absent. */
  mask?(x: Tensor): Tensor;
}

/** A layer that knows how stock layers compute the same. */
export interface OwnLayer extends Layer {
  readonly ownWeights: Readonly<Record<string, Variable>>;
  toStock(x: SymbolicTensor): SymbolicTensor;
}

export function isOwnLayer(layer: object): layer is OwnLayer {
  return 'toStock' in layer;
}

/** Makes a layer of a definition. Its weights exist once it is applied; `bias` is that of the same name. */
export function ownLayer<Name extends string>(
  tf: Tf,
  name: string,
  definition: LayerDefinition<Name>,
): OwnLayer {
  const own: Record<string, { read(): Tensor }> = {};
  const read = () =>
    Object.fromEntries(Object.entries(own).map(([key, weight]) => [key, weight.read()])) as Record<
      Name,
      Tensor
    >;
  class Defined extends tf.layers.Layer {
    bias: { read(): Tensor } | undefined;

    constructor() {
      super({ name });
      this.supportsMasking = definition.mask !== undefined;
    }

    override computeMask(inputs: Tensor | Tensor[]): Tensor {
      const x = Array.isArray(inputs) ? (inputs[0] as Tensor) : inputs;
      return tf.tidy(() => definition.mask?.(x) as Tensor);
    }

    override build(): void {
      for (const [key, { shape, start }] of Object.entries<OwnWeight>(definition.weights)) {
        const initializer = { apply: start, getConfig: () => ({}), getClassName: () => 'Start' };
        own[key] = this.addWeight(key, [...shape], 'float32', initializer as never) as never;
      }
      this.bias = own.bias;
      this.built = true;
    }

    override computeOutputShape(shape: never): never {
      const [rows = null, ...row] = shape as unknown as Shape;
      return [rows, ...definition.shape(row as number[])] as never;
    }

    override call(inputs: Tensor | Tensor[], { training = false }: { training?: boolean }): Tensor {
      return tf.tidy(() => {
        const x = Array.isArray(inputs) ? (inputs[0] as Tensor) : inputs;
        return definition.call(x, read(), training);
      });
    }

    override getConfig() {
      return { ...super.getConfig(), ...definition.config } as never;
    }

    override getClassName(): string {
      return definition.className;
    }

    get ownWeights(): Readonly<Record<string, Variable>> {
      return read() as unknown as Record<string, Variable>;
    }

    toStock(x: SymbolicTensor): SymbolicTensor {
      return definition.stock(x, read());
    }
  }
  return new Defined() as unknown as OwnLayer;
}
