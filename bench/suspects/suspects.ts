import { lookAtData } from '../../src/actions/data.ts';
import type { ClassSuspectsReport } from '../../src/reports/suspects-report.ts';
import { measured, type Section } from '../figure.ts';
import { missingPackage, runPeer } from '../python.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

interface Scores {
  /** Share of flipped rows among the first n suspects, where n rows are flipped. */
  readonly precision: number;
  readonly confidentPrecision: number;
  readonly confidentRecall: number;
}

interface FlippedTable {
  readonly name: string;
  readonly file: string;
  readonly rows: readonly number[];
  readonly byHand: Scores;
}

const title = 'labels of 5 % of the rows flipped: quick suspects';

/** `data --suspects --quick` on tables of scikit-learn with flipped labels, beside logistic regression by hand. */
export async function measureSuspects(seeds: number): Promise<Section> {
  const missing = await missingPackage(['sklearn']);
  if (missing !== undefined)
    return { title, measurements: [], targets: [], text: `not measured: ${missing}` };
  return inTemporaryFolder(async (folder) => {
    const { output, failure } = await runPeer('flipped_labels.py', [folder, String(seeds)]);
    if (failure !== undefined) throw new Error(failure);
    const tables = output
      .trim()
      .split('\n')
      .map((line): FlippedTable => JSON.parse(line));
    const found: (FlippedTable & { readonly seconds: number; readonly scores: Scores })[] = [];
    for (const table of tables)
      found.push({ ...table, ...(await quickScores(`${folder}/${table.file}`, table.rows)) });
    const names = [...new Set(tables.map(({ name }) => name))];
    const rows = names.flatMap((name) => {
      const own = found.filter((each) => each.name === name);
      return [
        line(
          name,
          'hpsearch',
          own.map(({ scores }) => scores),
        ),
        line(
          '',
          'by hand',
          own.map(({ byHand }) => byHand),
        ),
      ];
    });
    return {
      title,
      measurements: names.map((name) =>
        measured(
          name,
          's',
          found.filter((each) => each.name === name).map(({ seconds }) => seconds),
        ),
      ),
      targets: [],
      text: [
        '| table | | precision of the first n | confident: precision | recall |',
        '|---|---|---|---|---|',
        ...rows,
      ].join('\n'),
    };
  });
}

async function quickScores(space: string, flipped: readonly number[]) {
  const none = { k: undefined, study: undefined, query: undefined };
  const startedAt = performance.now();
  const { suspects: report } = await lookAtData(
    { ...none, space, target: 'label', suspects: true, quick: true, writeSchema: false, db: '' },
    { onStep() {} },
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const { suspects } = report as ClassSuspectsReport;
  const hits = (rows: typeof suspects) => rows.filter(({ row }) => flipped.includes(row)).length;
  const confident = suspects.filter(({ isConfident }) => isConfident);
  const scores: Scores = {
    precision: hits(suspects.slice(0, flipped.length)) / flipped.length,
    confidentPrecision: confident.length === 0 ? 1 : hits(confident) / confident.length,
    confidentRecall: hits(confident) / flipped.length,
  };
  return { seconds, scores };
}

function line(name: string, who: string, all: readonly Scores[]): string {
  const mean = (of: (scores: Scores) => number) =>
    (all.reduce((sum, each) => sum + of(each), 0) / all.length).toFixed(2);
  const cells = [
    mean(({ precision }) => precision),
    mean(({ confidentPrecision }) => confidentPrecision),
    mean(({ confidentRecall }) => confidentRecall),
  ];
  return `| ${[name, who, ...cells].join(' | ')} |`;
}
