// The actions that a caller of its own kind, such as a web server, may build on; docs/interface.md says how.
export { HpsearchError } from '../faults/errors.ts';
export { type ActionOptions, readOptions } from './options/read-options.ts';
export { predict, predictOptions } from './predict.ts';
export { show, showOptions } from './show.ts';
export { studies, studiesOptions } from './studies.ts';
export { top, topOptions } from './top.ts';
