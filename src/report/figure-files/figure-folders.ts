import type { FilesFolder } from '../../files/write-files.ts';

/** The folders that are asked for, with the options that name them. */
export function foldersOf({
  svg,
  png,
}: {
  readonly svg: string | undefined;
  readonly png: string | undefined;
}): FilesFolder[] {
  const given = [
    { option: 'svg', path: svg },
    { option: 'png', path: png },
  ];
  return given.flatMap(({ option, path }) => (path === undefined ? [] : [{ option, path }]));
}
