import { useLayoutEffect, useRef, type RefObject } from 'react';

/** Keeps a list at its end as it grows, unless the reader has scrolled back. */
export function useStickToEnd<T extends HTMLElement>(newest: unknown): RefObject<T | null> {
  const list = useRef<T>(null);
  const heightBefore = useRef(0);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const wasAtEnd = element.scrollTop + element.clientHeight >= heightBefore.current - 40;
    if (wasAtEnd) element.scrollTop = element.scrollHeight;
    heightBefore.current = element.scrollHeight;
  }, [newest]);
  return list;
}
