/** As a `ref`: keys reach an element whose content is larger than itself, and pass by one that shows all of it. */
export function focusWhenScrollable(element: HTMLElement | null): void {
  if (element === null) return;
  const observer = new ResizeObserver(() => {
    const isLarger = element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;
    if (isLarger) element.tabIndex = 0;
    else element.removeAttribute('tabindex');
  });
  observer.observe(element);
  for (const child of element.children) observer.observe(child);
}
