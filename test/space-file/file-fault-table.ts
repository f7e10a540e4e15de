import { validationMetrics } from '../../src/metrics/validation-metric.ts';
import type { FaultRow } from './space-fault-table.ts';

const builtIn = 'mnist, digits, iris, penguins';

/** Faults of everything but `space`, written before a sound one. */
export const sectionFaultTable: readonly FaultRow[] = [
  ['data: iriss', `1 data: must be one of ${builtIn}, got "iriss" (did you mean 'iris'?)`],
  [
    'data: csv',
    `1 data: must be one of ${builtIn}, got "csv" (csv is an object with a source, a path and a target)`,
  ],
  ['data: 3', '1 data: must be the name of a built-in data set or an object with a "source", got 3'],
  [
    'data: {}',
    `1 data.source: must be given: one of ${builtIn}, csv, tsv, jsonl, json, parquet, sqlite, images, npz, idx, module, memory`,
  ],
  [
    'data: {source: cvs}',
    `1 data.source: must be one of ${builtIn}, csv, tsv, jsonl, json, parquet, sqlite, images, npz, idx, module, memory, got "cvs" (did you mean 'csv'?)`,
  ],
  ['data: {source: csv, target: y}', '1 data.path: must be given'],
  [
    'data: {source: csv, target: y, path: {train: a.csv, valid: b.csv}}',
    '1 data.path.valid: is not a known field (known: train, validation, test)',
  ],
  [
    'data: {source: csv, target: y, path: 7}',
    '1 data.path: must be a path, a list of paths, or an object with "train", "validation" and "test", got 7',
  ],
  [
    'data: {source: csv, target: y, path: a.csv, delimiter: ";;"}',
    '1 data.delimiter: must be one character, and neither a quotation mark nor a line end, got ";;"',
  ],
  [
    'data: {source: csv, target: y, path: a.csv, encoding: cp9999}',
    '1 data.encoding: must be an encoding such as utf-8, utf-16le, windows-1252, windows-1251 or latin1, got "cp9999"',
  ],
  [
    'data: {source: parquet, target: y, path: a.parquet, header: true}',
    '1 data.header: must be left out for parquet, which has none',
  ],
  ['data: {source: sqlite, target: y, path: a.db}', '1 data.query: must be given'],
  [
    'data: {source: csv, target: y, path: a.csv, task: multilabel, separator: "|", window: {length: 3, time: t}}',
    '1 data.window: must be left out: windows do not work with labels yet',
  ],
  [
    'data: {source: csv, target: y, path: a.csv, window: {length: 3, time: t}, split: {stratify: true}}',
    '1 data.split.stratify: must be left out with windows, whose times alone decide where a row goes, got true',
  ],
  [
    'data: {source: csv, target: y, path: a.csv, thousands: "."}',
    '1 data.thousands: must differ from the mark of decimal, got "." (set decimal to another mark beside it)',
  ],
  [
    'data: {source: csv, target: y, path: a.csv, thousands: ",", columns: {x: {type: number, decimal: ","}}}',
    '1 data.columns.x.decimal: must differ from the mark of thousands, got "," (set thousands to another mark beside it)',
  ],
  [
    'data: {source: csv, target: y, path: a.csv, thousands: "0"}',
    '1 data.thousands: must be one character, and neither a digit nor a sign, got "0"',
  ],
  [
    'data: {source: csv, target: y, path: a.csv, columns: {x: {type: date, zone: "+02:00"}}}',
    '1 data.columns.x.zone: must go with a format, in which the cells are read, got "+02:00"',
  ],
  [
    'data: {source: csv, target: y, path: a.csv, columns: {x: {type: date, zone: "+25:00", format: yyyy-MM-dd}}}',
    '1 data.columns.x.zone: must be UTC or an offset from it, such as +02:00, got "+25:00"',
  ],
  [
    'data: {source: csv, target: y, path: a.csv, columns: {x: {type: ordinal, order: [lo, hi, lo]}}}',
    '1 data.columns.x.order: must name each value once, got ["lo","hi","lo"]',
  ],
  [
    'data: {source: csv, target: y, path: a.csv, columns: {x: {type: date, fomat: yyyy-MM-dd}}}',
    "1 data.columns.x.fomat: is not a known field (did you mean 'format'?)",
  ],
  [
    'data: {source: csv, target: y, path: a.csv, columns: {x: {type: category, unit: kg}}}',
    '1 data.columns.x.unit: is not a known field (known: type, missing, buckets)',
  ],
  [
    'data: {source: csv, target: y, path: a.csv, columns: {x: null}}',
    '1 data.columns.x: must be a type such as "category", or an object with a type, got null',
  ],
  [
    'data: {source: csv, target: y, path: {train: a.csv, validation: b.csv, test: c.csv}, split: {validation: 0.3}}',
    '1 data.split.validation: must be left out: data.path names the validation rows, got 0.3',
  ],
  [
    'data: {source: csv, target: y, path: a.csv, columns: {y: {type: date, format: yyyy}}}',
    '1 data.columns.y: must be one of number, integer, boolean, ordinal, duration, category, as it is the target, got "date"',
  ],
  [
    'data: {source: csv, target: y, path: a.csv, task: regression, columns: {y: category}}',
    '1 data.columns.y: must not be category, as data.task is regression, got "category"',
  ],
  [
    'data: {source: csv, path: a.csv, taget: y}',
    "1 data.target: must be given (did you write 'taget' for it?)\n1 data.taget: is not a known field (did you mean 'target'?)",
  ],
  [
    'data: digits\nbaselines: true',
    '2 baselines: must be left out or false: only tables have baselines, and the data are pictures, got true',
  ],
  ['data: iris\nbaselines: some', '2 baselines: must be true or false, got "some"'],
  ['data: {source: iris, path: a.csv}', '1 data.path: must be left out (iris is built in)'],
  ['data: {source: mnist, target: digit}', '1 data.target: must be left out (mnist is built in)'],
  [
    'data: images',
    '1 data: must be one of mnist, digits, iris, penguins, got "images" (images is an object with a source and a path)',
  ],
  [
    'data: {source: images, path: pets, query: select}',
    '1 data.query: is not a known field (known: source, path, folders, image, root, target, size, channels, delimiter, encoding, header, comment, columns, decimal, thousands, missing, missingIndicators, targetWeights, separator, weight, weightMetrics, targetTransform, task, quantiles, classWeights, exclude, split, scaling, features)',
  ],
  ['data: {source: csv, path: a.csv, target: [y, y]}', '1 data.target: must name each column once, got "y"'],
  [
    'data: {source: csv, path: a.csv, target: [y, y], task: multilabel, targetWeights: {y: 2}}',
    '1 data.target: must name each column once, got "y"',
  ],
  [
    'data: {source: csv, path: a.csv, target: [], targetWeights: {y: 2}}',
    '1 data.target: must list one value at least, got []',
  ],
  [
    'data: {source: csv, path: a.csv, target: [y, z], targetWeights: {x: 2}}',
    '1 data.targetWeights.x: must be one of the targets, got "x" (y, z)',
  ],
  [
    'data: {source: csv, path: a.csv, target: y, targetWeights: {y: 2}}',
    '1 data.targetWeights: must go with several targets, each with a task of its own, got {"y":2}',
  ],
  [
    'data: {source: csv, path: a.csv, target: y, task: multilabel}',
    '1 data.target: must name several columns of 0 and 1 for the task multilabel, got "y" (or set data.separator to the mark between the labels in its cells)',
  ],
  [
    "data: {source: csv, path: a.csv, target: y, separator: ';'}",
    '1 data.separator: must go with the task multilabel, got ";"',
  ],
  [
    'data: {source: csv, path: a.csv, target: y, weight: y, exclude: [y2]}',
    '1 data.weight: must not be the target, got "y"',
  ],
  [
    'data: {source: csv, path: a.csv, target: y, weight: w, exclude: [w]}',
    '1 data.weight: must not be in data.exclude, got "w"',
  ],
  [
    'data: {source: csv, path: a.csv, target: y, columns: {x: text}, exclude: [x]}',
    '1 data.columns.x: must not be declared, as data.exclude leaves the column out',
  ],
  [
    'data: {source: csv, path: a.csv, target: y, weightMetrics: true}',
    '1 data.weight: must be given: data.weightMetrics needs the column of weights',
  ],
  [
    'data: {source: csv, path: a.csv, target: y, task: classification, targetTransform: log}',
    '1 data.targetTransform: must go with a regression or quantile, and data.task is classification, got "log"',
  ],
  [
    'data: {source: csv, path: a.csv, target: y, task: regression, classWeights: balanced}',
    '1 data.classWeights: must go with a classification or ordinal, and data.task is regression, got "balanced"',
  ],
  [
    'data: {source: csv, path: a.csv, target: y, classWeights: {a: -1}}',
    '1 data.classWeights.a: must be at least 0, got -1',
  ],
  [
    'data: {source: csv, path: a.csv, target: y, classWeights: even}',
    '1 data.classWeights: must be "balanced" or an object of classes and their weights, got "even"',
  ],
  [
    'data: iris\ntraining: {threshold: "30%"}',
    '2 training.threshold: must be "auto" or a number between 0 and 1, got "30%"',
  ],
  ['data: iris\ntraining: {threshold: 1}', '2 training.threshold: must be below 1, got 1'],
  ['data: {source: csv, path: "", target: y}', '1 data.path: must not be empty, got ""'],
  [
    'data: {source: csv, path: a.csv, target: y, task: clasification}',
    `1 data.task: must be one of classification, ordinal, regression, count, quantile, multilabel, got "clasification" (did you mean 'classification'?)`,
  ],
  [
    'data: {source: csv, path: a.csv, target: y, exclude: [x, y]}',
    '1 data.exclude.1: must not be the target, got "y"',
  ],
  ['data: {source: iris, exclude: width}', '1 data.exclude: must be a list, got "width"'],
  [
    'data: {source: iris, scaling: standart}',
    `1 data.scaling: must be one of auto, standard, robust, quantile, log1p, piecewise, minMax, none, got "standart" (did you mean 'standard'?)`,
  ],
  [
    'data: {source: iris, split: {validation: 0.7, test: 0.3}}',
    '1 data.split: validation (0.7) and test (0.3) must add up to less than 1 (the rest is for training)',
  ],
  [
    'data: {source: iris, split: {validation: 0.85}}',
    '1 data.split: validation (0.85) and test (0.2) must add up to less than 1 (the rest is for training)',
  ],
  ['data: {source: iris, split: {validation: 0}}', '1 data.split.validation: must be above 0, got 0'],
  ['data: {source: iris, split: {test: -0.1}}', '1 data.split.test: must be at least 0, got -0.1'],
  [
    'data: {source: iris, split: {tset: 0.1}}',
    "1 data.split.tset: is not a known field (did you mean 'test'?)",
  ],
  ['data: {source: iris, split: {stratify: 1}}', '1 data.split.stratify: must be true or false, got 1'],
  ['data: {source: iris, split: {folds: 1}}', '1 data.split.folds: must be at least 2, got 1'],
  [
    'data: {source: iris, split: {folds: many}}',
    '1 data.split.folds: must be "auto" or a whole number from 2 to 100, got "many"',
  ],
  [
    'data: {source: iris, split: {folds: 5, validation: 0.1}}',
    '1 data.split.validation: must be left out with folds, which judge every row that is not a test row, got 0.1',
  ],
  ['data: {source: iris, split: {repeats: 2}}', '1 data.split.repeats: must go with folds, got 2'],
  [
    'data: {source: iris, split: {folds: 5, repeats: 101}}',
    '1 data.split.repeats: must be at most 100, got 101',
  ],
  [
    'data: {source: csv, path: a.csv, target: y, split: {time: when, folds: 5, repeats: 2}}',
    '1 data.split.repeats: must be left out with time, by which rows are divided in one way only, got 2',
  ],
  [
    'data: {source: csv, path: a.csv, target: y, split: {column: part, test: 0.2}}',
    '1 data.split.test: must be left out with a split column, whose cells name the test rows, got 0.2',
  ],
  [
    'data: {source: csv, path: a.csv, target: y, split: {time: when, stratify: true}}',
    '1 data.split.stratify: must be left out with time, which alone decides where a row goes, got true',
  ],
  [
    'data: {source: csv, path: a.csv, target: y, split: {group: a, time: a}}',
    '1 data.split.time: must not be the column of data.split.group, got "a"',
  ],
  [
    'data: {source: csv, path: a.csv, target: y, split: {column: a, group: a}}',
    '1 data.split.group: must not be the column of data.split.column, got "a"',
  ],
  [
    'data: {source: csv, path: a.csv, target: y, split: {group: y}}',
    '1 data.split.group: must not be the target, got "y"',
  ],
  [
    'data: {source: csv, path: a.csv, target: y, split: {column: y}}',
    '1 data.split.column: must not be the target, got "y"',
  ],
  [
    'data: iris\nmodel: {type: mpl}',
    `2 model.type: must be one of linear, mlp, cnn, got "mpl" (did you mean 'mlp'?)`,
  ],
  ['data: iris\nmodel: mlp', '2 model: must be an object, got "mlp" (write { "type": "mlp" })'],
  ['data: iris\nmodel: {}', '2 model: must have a "type" or a "module", and not both, got {}'],
  [
    'data: iris\nmodel: {type: mlp, module: ./model.mjs}',
    '2 model: must have a "type" or a "module", and not both, got {"type":"mlp","module":"./model.mjs"}',
  ],
  ['data: iris\nmodel: {modul: ./model.mjs}', "2 model.modul: is not a known field (did you mean 'module'?)"],
  [
    'data: iris\nobjective: {metric: valLos}',
    `2 objective.metric: must be one of ${validationMetrics.join(', ')}, got "valLos" (did you mean 'valLoss'?)`,
  ],
  [
    'data: iris\nobjective: {metric: valAccuracy, direction: minimize}',
    '2 objective.direction: must be maximize for valAccuracy, got "minimize" (it may be left out)',
  ],
  [
    'data: iris\nobjective: {direction: maximize}',
    '2 objective.direction: must be minimize for valLoss, got "maximize" (it may be left out)',
  ],
  [
    'data: iris\nobjective: {direction: minimise}',
    `2 objective.direction: must be one of minimize, maximize, got "minimise" (did you mean 'minimize'?)`,
  ],
  ['data: iris\ntraining: {maxEpochs: 0}', '2 training.maxEpochs: must be at least 1, got 0'],
  ['data: iris\ntraining: {patience: 2.5}', '2 training.patience: must be "auto" or a whole number, got 2.5'],
  [
    'data: iris\ntraining: {maxEpochs: atuo}',
    `2 training.maxEpochs: must be "auto" or a whole number, got "atuo" (did you mean 'auto'?)`,
  ],
  [
    'data: {source: iris, split: {folds: five}}',
    '1 data.split.folds: must be "auto" or a whole number from 2 to 100, got "five"',
  ],
  [
    'data: iris\ntraining: {timeoutSeconds: 1e9}',
    '2 training.timeoutSeconds: must be at most 2147483, got 1000000000',
  ],
  [
    'data: iris\ntraining: {backend: wsam}',
    `2 training.backend: must be one of auto, native, wasm, cpu, got "wsam" (did you mean 'wasm'?)`,
  ],
  [
    'data: iris\ntraining: {epochs: 9}',
    '2 training.epochs: is not a known field (known: maxEpochs, patience, minDelta, averageEpochs, timeoutSeconds, secondsPerTrial, backend, threshold, final)',
  ],
  [
    'data: iris\nsearch: {trials: "30"}',
    '2 search.trials: must be a number, got "30" (write 30 without quotes)',
  ],
  ['data: iris\nsearch: {seed: -1}', '2 search.seed: must be at least 0, got -1'],
  ['data: iris\nserch: {trials: 3}', "2 serch: is not a known field (did you mean 'search'?)"],
  ['data: iris\nname: " mine"', '2 name: must be one line of text without spaces around it, got " mine"'],
  [
    `data: iris\nname: ${'n'.repeat(201)}`,
    `2 name: must be at most 200 characters long, got "${'n'.repeat(78)}…`,
  ],
  [
    'data: iris\ninitFrom: {freeze: 1}',
    '2 initFrom: must have a "trial" or a "model", and not both, got {"freeze":1}',
  ],
  [
    'data: iris\ninitFrom: {trial: 1, study: a, model: b}',
    '2 initFrom: must have a "trial" or a "model", and not both, got {"trial":1,"study":"a","model":"b"}',
  ],
  [
    'data: iris\ninitFrom: {trial: 1}',
    '2 initFrom.study: must be given: the name of the study that has the trial',
  ],
  ['data: iris\ninitFrom: {model: a, db: b}', '2 initFrom.db: must go with a trial, not with a model'],
  [
    'data: iris\ninitFrom: {model: a, freez: 1}',
    "2 initFrom.freez: is not a known field (did you mean 'freeze'?)",
  ],
  [
    'data: iris\nhumanBaseline: {value: 0.9, low: 0.8, higt: 0.95}',
    "2 humanBaseline.high: must be given (did you write 'higt' for it?)\n2 humanBaseline.higt: is not a known field (did you mean 'high'?)",
  ],
  [
    'data: iris\nhumanBaseline: {value: 0.9, low: 0.8, high: 0.95, metric: valF1}',
    '2 humanBaseline.metric: is not a known field (known: value, low, high)',
  ],
  [
    'data: iris\nhumanBaseline: high',
    '2 humanBaseline: must be a number, or an object with value, low and high, got "high"',
  ],
  [
    'data: iris\nhumanBaseline: {value: 1, low: 2, high: 3}',
    '2 humanBaseline: must have a value from low to high, got {"value":1,"low":2,"high":3}',
  ],
  [
    'data: iris\nhumanBaseline: 98',
    '2 humanBaseline: must be a share from 0 to 1, for it is a valAccuracy, got 98 (98 % is 0.98)',
  ],
  [
    'data: {source: csv, path: a.csv, target: y, task: regression}\nhumanBaseline: -1',
    '2 humanBaseline: must be at least 0, for it is a valMae, got -1',
  ],
  ['data: iris\nhumanBaseline: {value: 1, low: 0}', '2 humanBaseline.high: must be given'],
];

/** Faults of a whole file; strict JSON where the text begins with a brace. */
export const fileFaultTable: readonly FaultRow[] = [
  ['space: {units: 3}', '1 data: must be given'],
  ['data: iris', '1 space: must be given'],
  [
    'daat: iris\nspace: {units: 3}',
    "1 data: must be given (did you write 'daat' for it?)\n1 daat: is not a known field (did you mean 'data'?)",
  ],
  ['data: iris\nspace: {}', '2 space: must name one hyperparameter at least'],
  ['data: iris\nspace: [units]', '2 space: must be an object, got ["units"]'],
  ['- data', '1: must be an object, got ["data"]'],
  ['# nothing', '1: must be an object, got null'],
  ['data: iris\nspace:\n\tunits: 3', '3:1: is not YAML: Tabs are not allowed as indentation'],
  [
    'data: iris\nspace: {units: 3',
    '2:17: is not YAML: Flow map in block collection must be sufficiently indented and end with a }',
  ],
  [
    'data: iris\nspace: {units: *wide}',
    '1: is not YAML: Unresolved alias (the anchor must be set before the alias): wide',
  ],
  ['data: &all [*all]', '1: is not YAML: an alias stands within its own anchor'],
  ['data: !table iris', '1:7: is not YAML: Unresolved tag: !table'],
  ['data: iris\n---\ndata: iris', '2:1: must hold one YAML document'],
  ['data: iris\nspace: {units: 3}\n? [name]\n: mine', '3:3: a key must be text'],
  ['{"data": "iris",\n "space": {"units": 3,}}', '2:22: no comma may stand before }'],
  ['{"data": "iris",\n "space": {"units": [3,]}}', '2:23: no comma may stand before ]'],
  [
    '{"data": "iris", // flowers\n "space": {"units": 3}}',
    '1:18: JSON has no comments (in a .yaml file, # begins one)',
  ],
  ['{"data": "iris"\n "space": {"units": 3}}', '1:10: a comma or } is missing after this value'],
  ['{"space": {"units": [3 4]}}', '1:22: a comma or ] is missing after this value'],
  ['{"data" "iris"}', '1:2: a colon is missing after this name'],
  ['{\n  data: "iris"}', '2:3: a name must stand in double quotes, got data'],
  ['{"data": iris}', '1:10: must be a JSON value, got iris'],
  ['{"data": \'iris\'}', "1:10: must be a JSON value, got 'iris'"],
  ['{"dropout": .5}', '1:13: must be a JSON value, got .5'],
  ['{"units": 064}', '1:11: must be a JSON value, got 064'],
  ['{"flag": truely}', '1:10: must be a JSON value, got truely'],
  ['{"data": }', '1:10: must be a JSON value, got }'],
  [
    '{"data": "iris',
    '1:10: a text must end with a double quote on its own line, and may hold no control character',
  ],
  ['{"data": "a\\x"}', '1:10: \\x is no escape in JSON'],
  ['{"data": "iris",\n "space": {"units": 3}', '2:23: ends too early: } is missing'],
  ['{"data": "iris"} {}', '1:18: nothing may stand after the end, got {'],
  [
    '{"data": "iris",\n "space": {"units": 3},\n "data": "iris"}',
    '3 data: must be given once (the first stands on line 1)',
  ],
];
