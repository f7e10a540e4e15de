import type { PageRows } from '../../../src/reports/data/rows-report.ts';
import type { DataFinding, DataReport, FeatureReport, Severity } from '../../../src/reports/data-report.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import { histogramOf, normal, summarize, summarizeWords } from './example-summaries.ts';

const rows = 800;

export const script = '<script>document.title = "run"</script>';
/** Names that would break out of a text, an attribute, a style or a script. */
export const wildNames = [
  script,
  '</style><b id="out">',
  '" onmouseover="alert(1)',
  "it's & <i>",
  '</script>',
];

const splits = [
  { name: 'train', rows: 480 },
  { name: 'validation', rows: 160 },
  { name: 'test', rows: 160 },
];

/** A table with numbers, categories, missing values, outliers, and names of all kinds. */
export function tableReport(): DataReport {
  const random = randomFor('example');
  const draw = (constraint: () => number) => summarize(Array.from({ length: rows }, constraint));
  const words = (names: readonly string[]) =>
    Array.from({ length: rows }, () => names[Math.floor(random.next() ** 2 * names.length)] ?? '');
  const features: FeatureReport[] = [
    { kind: 'number', name: 'bill_length', ...draw(() => 44 + 5.4 * normal(random)) },
    { kind: 'number', name: 'body_mass', ...draw(() => Math.round(4200 + 800 * normal(random))) },
    { kind: 'number', name: 'price', ...draw(() => Math.exp(3 + 1.2 * normal(random))) },
    { kind: 'number', name: 'rate', ...draw(() => 1e-5 * random.next() ** 3) },
    {
      kind: 'number',
      name: 'often_missing',
      ...draw(() => (random.next() < 0.3 ? Number.NaN : random.next())),
    },
    { kind: 'number', name: 'constant', ...draw(() => 7) },
    { kind: 'number', name: 'empty', ...draw(() => Number.NaN) },
    { kind: 'category', name: 'island', ...summarizeWords(words(['Biscoe', 'Dream', 'Torgersen']), 12) },
    { kind: 'category', name: 'city', ...summarizeWords(words(manyWords(90)), 0) },
    ...wildNames.map((name, index) => ({
      kind: 'number' as const,
      name,
      ...draw(() => index * normal(random)),
    })),
    { kind: 'category', name: 'wild', ...summarizeWords(words(wildNames), 3) },
  ];
  return {
    source: `penguins.csv ${script}`,
    task: 'classification',
    rows,
    splits,
    notes: [],
    target: {
      kind: 'classification',
      classes: [
        { name: 'Adelie', counts: [220, 70, 72] },
        { name: 'Chinstrap', counts: [200, 71, 70] },
        { name: script, counts: [60, 19, 18] },
      ],
    },
    features,
    relations: [
      {
        column: 'bill_length',
        rows: 700,
        explained: { share: 0.62, low: 0.57, high: 0.66, chance: 1e-80 },
        summarises: 'column',
        groups: ['Adelie', wildNames[0] as string].map((name, place) => ({
          name,
          rows: 350,
          numbers: { mean: 40 + place, p25: 38, p50: 40 + place, p75: 43 },
        })),
      },
      {
        column: 'island',
        rows: 690,
        explained: { share: 0.01, low: 0, high: 0.02, chance: 0.2 },
        summarises: 'classes',
        classes: ['Adelie', 'Chinstrap'],
        groups: [{ name: 'Biscoe', rows: 300, shares: [0.7, 0.3] }],
      },
    ],
    duplicates: {
      withinSplits: 12,
      acrossSplits: 3,
      nearAcrossSplits: 5,
      conflicting: 2,
      pairs: [
        { kind: 'same', rows: [3, 610], splits: ['train', 'test'], hasSameTarget: true },
        { kind: 'same', rows: [17, 20], splits: ['train', 'train'], hasSameTarget: false },
        { kind: 'near', rows: [400, 702], splits: ['validation', 'train'], hasSameTarget: true },
      ],
    },
    findings: [
      finding(
        'fail',
        'leak-across-splits',
        '3 rows of test stand in train too',
        ['bill_length'],
        [610, 622, 700],
      ),
      finding('fail', 'target-leak', `${script} alone tells the class in 99.8 % of rows`, [script], []),
      finding(
        'warn',
        'missing',
        'often_missing is empty in 30 % of the rows',
        ['often_missing'],
        [1, 4, 9, 12],
      ),
      finding('warn', 'constant', 'constant has one value, 7, in all rows', ['constant'], []),
      finding('info', 'skew', 'price is skewed: 5.1', ['price'], [13]),
    ],
  };
}

function manyWords(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `Stadt ${index + 1}`);
}

function finding(
  severity: Severity,
  kind: string,
  message: string,
  columns: readonly string[],
  found: readonly number[],
): DataFinding {
  const advice = 'Look at the rows; take the column out with "exclude" unless it is known when predicting.';
  return { severity, kind, message, advice, columns, rows: found, count: Math.max(1, found.length) };
}

/** A regression on one column, without anything to find. */
export function regressionReport(): DataReport {
  const random = randomFor('regression');
  const values = Array.from({ length: rows }, () => 20 + 6 * normal(random));
  return {
    source: 'houses.csv',
    task: 'regression',
    rows,
    splits,
    notes: [],
    target: { kind: 'regression', name: 'price </style>', ...summarize(values) },
    features: [{ kind: 'number', name: 'rooms', ...summarize(values.map((value) => Math.round(value / 4))) }],
    relations: [],
    duplicates: { withinSplits: 0, acrossSplits: 0, nearAcrossSplits: 0, conflicting: 0, pairs: [] },
    findings: [],
  };
}

/** Pictures of a cross for the class of even numbers, and of a ring for the other, in grey or in RGB. */
export function imageReport(channels: 1 | 3): DataReport {
  const random = randomFor('images', channels);
  const side = 12;
  const draw = (isRing: boolean) =>
    Buffer.from(
      Array.from({ length: side * side * channels }, (_, index) => {
        const pixel = Math.floor(index / channels);
        const [x, y] = [(pixel % side) - 5.5, Math.floor(pixel / side) - 5.5];
        const isInk = isRing ? Math.abs(Math.hypot(x, y) - 4) < 1 : Math.abs(x) < 1 || Math.abs(y) < 1;
        const ink = channels === 1 ? 255 : ([255, 40, 40][index % channels] ?? 0);
        return Math.floor((isInk ? ink : 20) * (0.8 + 0.2 * random.next()));
      }),
    ).toString('base64');
  const sheets = ['cross', 'ring'].map((title, kind) => ({
    title,
    images: Array.from({ length: 10 }, (_, index) => ({
      row: 37 * index + kind,
      caption: title,
      pixels: draw(kind === 1),
    })),
  }));
  const levels = Array.from({ length: 2000 }, () => 255 * random.next() ** 3).sort((a, b) => a - b);
  const files = [`cross/${script}.png`, 'ring/2.png'] as const;
  return {
    ...regressionReport(),
    source: 'shapes',
    duplicates: {
      ...regressionReport().duplicates,
      pairs: [{ kind: 'near', rows: [3, 610], files, splits: ['train', 'test'], hasSameTarget: false }],
    },
    findings: [{ ...finding('info', 'near-duplicates', '2 rows are near', [], [3, 610]), files }],
    task: 'classification',
    target: {
      kind: 'classification',
      classes: [
        { name: 'cross', counts: [240, 80, 80] },
        { name: 'ring', counts: [240, 80, 80] },
      ],
    },
    probes: {
      metric: 'accuracy',
      trainedRows: 480,
      judgedRows: 160,
      constant: 0.5,
      probes: [
        { predictor: 'linear', inputs: '24 × 24 pixels', score: 0.9 },
        { predictor: 'neighbours', inputs: '24 × 24 pixels', score: 0.85 },
      ],
      notes: ['12 × 12 pixels lose less than 2 points <b>'],
      labelNoise: { share: 0.02, low: 0.01, high: 0.05 },
    },
    features: [],
    images: {
      shape: [side, side, channels],
      maximum: 255,
      pixels: { mean: 71.2, std: 82.5, histogram: histogramOf(levels, 32) },
      sheets,
    },
  };
}

/** A tenth of the findings are faults, four tenths warnings. */
export function largeReport(featureCount: number, findingCount: number): DataReport {
  const random = randomFor('large');
  const features = Array.from({ length: featureCount }, (_, index): FeatureReport => {
    const values = Array.from({ length: rows }, () => normal(random) ** (1 + (index % 3)));
    return { kind: 'number', name: `feature_${index}`, ...summarize(values) };
  });
  const findings = Array.from({ length: findingCount }, (_, index) => {
    const severity = index < findingCount / 10 ? 'fail' : index < findingCount / 2 ? 'warn' : 'info';
    const found = Array.from({ length: index % 21 }, () => random.below(rows));
    return finding(
      severity,
      'far-out',
      `row ${index} is far out`,
      [`feature_${index % featureCount}`],
      found,
    );
  });
  return { ...tableReport(), source: 'large.csv', features, findings };
}

/** 450 rows of a name with markup and a weight, which is written with a decimal comma. */
export function tablePageRows(): PageRows {
  return {
    total: 5000,
    columns: [
      { title: 'row', kind: 'number' },
      { title: 'split', kind: 'text' },
      { title: 'name <b>', kind: 'text' },
      { title: 'Weight kg', kind: 'number' },
    ],
    rows: Array.from({ length: 450 }, (_, row) => ({
      cells: [row, 'train', `<i>name${row}`, row === 7 ? null : `${row},5`],
      keys: [row, 'train', `<i>name${row}`, row === 7 ? undefined : row + 0.5],
    })),
  };
}

/** The pictures of `imageReport`, in RGB. */
export function imagePageRows(): PageRows {
  const { sheets = [] } = imageReport(3).images ?? {};
  const pixels = sheets.flatMap(({ images }) => images.map((image) => image.pixels));
  return {
    total: 30,
    columns: [
      { title: 'row', kind: 'number' },
      { title: 'class', kind: 'text' },
      { title: 'brightness', kind: 'number' },
    ],
    rows: Array.from({ length: 30 }, (_, row) => ({
      cells: [row, 'ring', row],
      keys: [row, 'ring', row],
      pixels: pixels[row % pixels.length] ?? '',
    })),
  };
}
