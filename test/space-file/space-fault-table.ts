/** The text in a space file, and the message it gives, without the file's name; a line for each fault. */
export type FaultRow = readonly [written: string, message: string];

const types = 'uniform, logUniform, int, logInt, normal, logNormal, choice, fixed';
const scalings = 'auto, standard, robust, quantile, log1p, piecewise, minMax, none';
const settings =
  'data.scaling, data.window.length, data.size, training.patience, training.minDelta, training.averageEpochs, data.columns.NAME';
const known = 'learningRate, batchSize, optimizer, momentum, layers, units, dropout, isNormalised';

/** Faults of one parameter, written on line 3. */
export const spaceFaultTable: readonly FaultRow[] = [
  ['units: {type: int, min: 5, max: 2}', '3 space.units.min: must be below max (2), got 5'],
  [
    'units: {type: int, min: 5, max: 5}',
    '3 space.units.min: must be below max (5), got 5 (to fix it, write "units": 5)',
  ],
  ['units: {type: int, min: 1.5, max: 4}', '3 space.units.min: must be a whole number, got 1.5'],
  [
    'units: {type: int, min: 1, max: 1e300}',
    '3 space.units.max: must be at most 9007199254740991, got 1e+300',
  ],
  [
    'learningRate: {type: logNormal, mean: 1000, std: 1}',
    '3 space.learningRate.mean: must have the values of ln x within 3 std (1) of it between -709 and 709, or cut off by min and max, got 1000',
  ],
  ['units: {type: int, max: 4}', '3 space.units.min: must be given'],
  [
    'data.scaling: {type: choice, values: [standard, picewise]}',
    `3 space.data.scaling.values.1: must be one of ${scalings}, got "picewise" (did you mean 'piecewise'?)`,
  ],
  [
    'data.scaling: {type: uniform, min: 0, max: 1}',
    `3 space.data.scaling.type: must be a choice of ${scalings}, got "uniform"`,
  ],
  ['data.columns.petal: yes', '3 space.data.columns.petal: must be one of true, false, got "yes"'],
  [
    'training.patience: {type: int, min: 0, max: 5}',
    '3 space.training.patience.min: must be at least 1, got 0',
  ],
  [
    'training.patiense: 5',
    "3 space.training.patiense: must be a field that a space can search (did you mean 'training.patience'?)",
  ],
  [
    'training.maxEpochs: 5',
    `3 space.training.maxEpochs: must be a field that a space can search (those are ${settings})`,
  ],
  ['other.field: 5', '3 space.other.field: must be named by letters, digits, _ and -, a letter first'],
  [
    'units: {type: int, mn: 1, max: 4}',
    "3 space.units.min: must be given (did you write 'mn' for it?)\n3 space.units.mn: is not a known field (did you mean 'min'?)",
  ],
  [
    'units: {type: int, min: 9, max: 4, stp: 1}',
    "3 space.units.stp: is not a known field (did you mean 'step'?)\n3 space.units.min: must be below max (4), got 9",
  ],
  [
    'units: {type: int, min: "1", max: 4}',
    '3 space.units.min: must be a number, got "1" (write 1 without quotes)',
  ],
  [
    'units: {type: int, min: 1, max: 4, base: 2}',
    '3 space.units.base: is not a known field (known: type, min, max, step, when, prior)',
  ],
  [
    'units: {type: itn, min: 1, max: 4}',
    `3 space.units.type: must be one of ${types}, got "itn" (did you mean 'int'?)`,
  ],
  ['units: {type: log, min: 1, max: 4}', `3 space.units.type: must be one of ${types}, got "log"`],
  ['units: {min: 1, max: 4}', `3 space.units.type: must be given: one of ${types}`],
  [
    'units: {tpye: int, min: 1, max: 4}',
    `3 space.units.type: must be given: one of ${types} (did you write 'tpye' for it?)`,
  ],
  [
    'units: {type: int, min: 1, max: 10, step: 4}',
    '3 space.units.step: must divide the range from 1 to 10 evenly, got 4 (max 9 or 13 would fit)',
  ],
  [
    'dropout: {type: uniform, min: 0, max: 0.5, step: 0.2}',
    '3 space.dropout.step: must divide the range from 0 to 0.5 evenly, got 0.2 (max 0.4 or 0.6 would fit)',
  ],
  [
    'dropout: {type: uniform, min: 0, max: 0.5, step: 2}',
    '3 space.dropout.step: must divide the range from 0 to 0.5 evenly, got 2 (max 2 would fit)',
  ],
  [
    'dropout: {type: uniform, min: 0, max: 0.5, step: -0.1}',
    '3 space.dropout.step: must be above 0, got -0.1',
  ],
  [
    'units: {type: int, min: 0.5, max: 2.5, step: 0.5}',
    '3 space.units.min: must be a whole number, got 0.5\n3 space.units.max: must be a whole number, got 2.5\n3 space.units.step: must be a whole number, got 0.5',
  ],
  ['learningRate: {type: logUniform, min: 0, max: 1}', '3 space.learningRate.min: must be above 0, got 0'],
  ['units: {type: logInt, min: 0, max: 9}', '3 space.units.min: must be at least 1, got 0'],
  [
    'learningRate: {type: logUniform, min: 1e-5, max: .inf}',
    '3 space.learningRate.max: must be finite, got Infinity',
  ],
  ['learningRate: .nan', '3 space.learningRate: must be finite, got NaN'],
  [
    'dropout: {type: normal, mean: 0.5, std: 0, min: 0, max: 0.9}',
    '3 space.dropout.std: must be above 0, got 0',
  ],
  [
    'dropout: {type: normal, mean: 0.5, std: 0.1, min: 0}',
    '3 space.dropout.max: must be given: values must be below 1, and a normal without it goes beyond',
  ],
  ['dropout: {type: logNormal, mean: -1, std: 0.1, max: 1}', '3 space.dropout.max: must be below 1, got 1'],
  [
    'learningRate: {type: logNormal, mean: -7, std: 1, min: 0}',
    '3 space.learningRate.min: must be above 0, got 0',
  ],
  [
    'learningRate: {type: logNormal, mean: -7, std: 1, min: 1e-3, max: 1e-4}',
    '3 space.learningRate.min: must be below max (0.0001), got 0.001',
  ],
  ['optimizer: {type: choice, values: []}', '3 space.optimizer.values: must list one value at least, got []'],
  [
    `optimizer: {type: choice, values: [adam, ${'x'.repeat(600)}]}`,
    `3 space.optimizer.values.1: must be at most 512 characters long, got "${'x'.repeat(78)}…`,
  ],
  ['optimizer: {type: choice, values: adam}', '3 space.optimizer.values: must be a list, got "adam"'],
  [
    'optimizer: {type: choice, values: [adam, sgd, adam]}',
    '3 space.optimizer.values.2: must not repeat an earlier value, got "adam"',
  ],
  [
    'units: {type: choice, values: [8, null]}',
    '3 space.units.values.1: must be a number, a text, true or false, got null',
  ],
  [
    'optimizer: {type: choice, values: [adam, sgd], weights: [1]}',
    '3 space.optimizer.weights: must give one weight for each of the 2 values, got [1]',
  ],
  [
    'optimizer: {type: choice, values: [adam, sgd], weights: [0, 0]}',
    '3 space.optimizer.weights: must not all be zero, got [0,0]',
  ],
  [
    'optimizer: {type: choice, values: [adam, sgd], weights: [1, -1]}',
    '3 space.optimizer.weights.1: must be at least 0, got -1',
  ],
  [
    'optimizer: {type: choice, values: [adam, sgd], weights: [1e308, 1e308]}',
    '3 space.optimizer.weights: must have a finite sum, got [1e+308,1e+308]',
  ],
  [
    'units: [1, 2]',
    '3 space.units: must be a value (number, text, true or false) or an object with a "type", got [1,2]',
  ],
  [
    'units:',
    '3 space.units: must be a value (number, text, true or false) or an object with a "type", got null',
  ],
  [
    'dropout: {type: uniform, min: -0.1, max: 1.2}',
    '3 space.dropout.min: must be at least 0, got -0.1\n3 space.dropout.max: must be below 1, got 1.2',
  ],
  ['dropout: 1', '3 space.dropout: must be below 1, got 1'],
  ['dropout: "0.5"', '3 space.dropout: must be a number, got "0.5" (write 0.5 without quotes)'],
  [
    'layers: {type: choice, values: [1, 2.5, 9, many]}',
    '3 space.layers.values.1: must be a whole number, got 2.5\n3 space.layers.values.2: must be at most 8, got 9\n3 space.layers.values.3: must be a whole number, got "many"',
  ],
  [
    'units: {type: uniform, min: 16, max: 64}',
    '3 space.units.type: must give whole numbers, got "uniform" (use int or logInt)',
  ],
  [
    'units: {type: uniform, min: 16, max: 64, step: 0.5}',
    '3 space.units.type: must give whole numbers, got "uniform" (use int or logInt)',
  ],
  [
    'units: {type: logUniform, min: 16, max: 64}',
    '3 space.units.type: must give whole numbers, got "logUniform" (use logInt)',
  ],
  [
    'optimizer: {type: choice, values: [adam, sdg]}',
    `3 space.optimizer.values.1: must be one of adam, sgd, got "sdg" (did you mean 'sgd'?)`,
  ],
  [
    'optimizer: {type: uniform, min: 0, max: 1}',
    '3 space.optimizer.type: must be a choice of adam, sgd, got "uniform"',
  ],
  [
    'isNormalised: "true"',
    '3 space.isNormalised: must be one of true, false, got "true" (write true without quotes)',
  ],
  ['unit: 3', "3 space.unit: is not a hyperparameter of mlp (did you mean 'units'?)"],
  [
    'learning_rate: {type: uniforn, min: 0, max: 1}',
    `3 space.learning_rate.type: must be one of ${types}, got "uniforn" (did you mean 'uniform'?)\n3 space.learning_rate: is not a hyperparameter of mlp (did you mean 'learningRate'?)`,
  ],
  ['depth: 3', `3 space.depth: is not a hyperparameter of mlp (known: ${known})`],
  ['1st: 3', '3 space.1st: must be named by letters, digits, _ and -, a letter first'],
  ['__proto__: 3', '3 space.__proto__: must be named by letters, digits, _ and -, a letter first'],
  ['units: 1\n  units: 2', '4 space.units: must be given once (the first stands on line 3)'],
];

/** Faults of `when`, for a momentum of that condition beside an optimizer, units and a learning rate. */
export const conditionFaultTable: readonly FaultRow[] = [
  [
    '{optimizr: sgd}',
    "3 space.momentum.when.optimizr: is not a parameter of this space (did you mean 'optimizer'?)",
  ],
  ['{size: 3}', '3 space.momentum.when.size: is not a parameter of this space'],
  [
    '{optimizer: sdg}',
    `3 space.momentum.when.optimizer: must be a value that optimizer can take: adam, sgd, got "sdg" (did you mean 'sgd'?)`,
  ],
  [
    '{optimizer: [sgd, rmsprop]}',
    '3 space.momentum.when.optimizer: must be a value that optimizer can take: adam, sgd, got "rmsprop"',
  ],
  [
    '{units: 65}',
    '3 space.momentum.when.units: must be a value that units can take: whole numbers from 16 to 64, got 65',
  ],
  ['{layers: 2}', '3 space.momentum.when.layers: must be a value that layers can take: 1, 3, 5, got 2'],
  [
    '{layers: "3"}',
    '3 space.momentum.when.layers: must be a value that layers can take: 1, 3, 5, got "3" (write 3 without quotes)',
  ],
  ['{batchSize: 64}', '3 space.momentum.when.batchSize: must be a value that batchSize can take: 32, got 64'],
  [
    '{learningRate: 0.1}',
    '3 space.momentum.when.learningRate: must name a parameter with separate values (learningRate is continuous)',
  ],
  ['{momentum: 0.5}', '3 space.momentum.when.momentum: must name another parameter'],
  ['{}', '3 space.momentum.when: must name one parameter at least'],
  ['{optimizer: []}', '3 space.momentum.when.optimizer: must list one value at least, got []'],
  [
    '{optimizer: {is: sgd}}',
    '3 space.momentum.when.optimizer: must be a value or a list of values, got {"is":"sgd"}',
  ],
  ['sgd', '3 space.momentum.when: must be an object, got "sgd"'],
  ['{dropout: 0.5}', '3 space.momentum.when: must not go in a circle: momentum → dropout → momentum'],
];
