/** "trial 7"; the study's linear baseline has the number −1. */
export function modelTitle(trial: number): string {
  return trial < 0 ? 'linear' : `trial ${trial}`;
}
