import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** Whether an element is in the window, or near it. */
export function useSeen(element: { readonly current: HTMLElement | null }): Signal<boolean> {
  const isSeen = useSignal(false);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        isSeen.value = entry?.isIntersecting === true;
      },
      { rootMargin: '200px' },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return isSeen;
}
