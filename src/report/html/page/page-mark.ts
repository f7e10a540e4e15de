/** Near the beginning of every page: it identifies an older page, which may be replaced. */
export const pageMark = '<meta name="generator" content="hpsearch">';
