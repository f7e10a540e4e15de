export function addLabelButtons(_root: HTMLElement): void {}
