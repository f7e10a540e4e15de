import { measureImportance } from '../../src/serving/importance/importance.ts';
import { drawRows, expectedImportance, model } from '../../test/serving/importance/given-rows.ts';

const objective = { metric: 'valLoss', direction: 'minimize' } as const;

/** Shares of the intervals of importance that hold the true one; a line for each column, and number of folds. */
export async function coverImportance(sizes: readonly number[], repeats: number): Promise<void> {
  for (const rows of sizes) {
    for (const folds of [1, 5]) {
      const held = new Map<string, number>();
      for (let repeat = 0; repeat < repeats; repeat++) {
        const { columns } = await measureImportance(model, drawRows(repeat, rows, folds), objective);
        for (const { name, low, high } of columns) {
          const truth = expectedImportance[name] as number;
          held.set(name, (held.get(name) ?? 0) + (low <= truth && truth <= high ? 1 : 0));
        }
      }
      for (const [name, truth] of Object.entries(expectedImportance)) {
        const share = ((held.get(name) ?? 0) / repeats).toPrecision(3);
        console.log([`importance of ${name}`, `${folds} folds`, rows, share, '', '', truth].join(' | '));
      }
    }
  }
}
