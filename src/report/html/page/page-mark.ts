/** Near the beginning of every page: by it an older page is known as one that may be replaced. */
export const pageMark = '<meta name="generator" content="hpsearch">';
