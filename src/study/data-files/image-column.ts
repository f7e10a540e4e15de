/** The column of a table that names image files, and the folder that its paths begin at, from the table's own. */
export interface ImageColumn {
  readonly name: string;
  readonly root?: string;
}
