import { useEffect, useState } from 'preact/hooks';

/** The width of an element in pixels, kept up to date, and the reference that measures it; `start` before. */
export function useWidth(start: number): [width: number, measure: (element: HTMLElement | null) => void] {
  const [element, measure] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState(start);
  useEffect(() => {
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(Math.max(200, Math.floor(element.clientWidth))));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [width, measure];
}
