import { useEffect, useRef, useState } from 'preact/hooks';

interface Stretch {
  readonly first: number;
  readonly end: number;
}

/** Rows beyond the visible ones, which a fast scroll finds already there. */
const margin = 12;

/** Which of `count` rows of equal height have to exist, in a scrolling element; the others are empty room. */
export function useWindow(count: number, rowHeight: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const [stretch, setStretch] = useState<Stretch>({ first: 0, end: 40 });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = () => {
      const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - margin);
      const visible = Math.ceil(element.clientHeight / rowHeight);
      const end = first + visible + 2 * margin;
      setStretch((known) => (known.first === first && known.end === end ? known : { first, end }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [rowHeight]);
  const first = Math.min(stretch.first, Math.max(0, count - 1));
  return { scroller, first, end: Math.min(count, stretch.end) };
}
