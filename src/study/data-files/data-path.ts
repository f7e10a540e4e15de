/** A path, or a glob such as `flights-*.csv.gz`, or several of them; relative to the space file. */
type FilePaths = string | readonly string[];

/** The files of each split. Without validation or test, the other splits serve. */
interface SplitPaths {
  readonly train: FilePaths;
  readonly validation?: FilePaths;
  readonly test?: FilePaths;
}

export type DataPath = FilePaths | SplitPaths;

/** The paths of one split, or of all rows. */
export interface PathGroup {
  readonly split?: keyof SplitPaths;
  readonly paths: readonly string[];
}

export function pathGroups(path: DataPath): PathGroup[] {
  if (isFilePaths(path)) return [{ paths: listed(path) }];
  return (['train', 'validation', 'test'] as const).flatMap((split) => {
    const paths = path[split];
    return paths === undefined ? [] : [{ split, paths: listed(paths) }];
  });
}

/** "a.csv", or "a.csv and 3 more". */
export function pathTitle(path: DataPath): string {
  const [first = '', ...others] = pathGroups(path).flatMap(({ paths }) => paths);
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

function isFilePaths(path: DataPath): path is FilePaths {
  return typeof path === 'string' || Array.isArray(path);
}

function listed(paths: FilePaths): readonly string[] {
  return typeof paths === 'string' ? [paths] : paths;
}
