/** Zoom as the size of a cell in pixels; the map scrolls natively, so dragging and flinging are the browser's own. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

const LEAST = 14;
const MOST = 88;
const clamp = (size: number): number => Math.min(MOST, Math.max(LEAST, size));

export interface Zoom {
  cellPx: number;
  by(factor: number): void;
  fit(): void;
  /** Scrolls a cell into the middle. */
  centre(x: number, y: number): void;
}

export function useZoom(view: RefObject<HTMLDivElement | null>, columns: number, rows: number): Zoom {
  const [cellPx, setCellPx] = useState(32);
  /** Until someone zooms by hand, the map keeps fitting its place. */
  const free = useRef(false);
  /** What must stay under the fingers: a place on the map as shares of it, and where it is in the view. */
  const anchor = useRef<{ shareX: number; shareY: number; viewX: number; viewY: number } | null>(null);

  const fitted = useCallback((): number => {
    const place = view.current;
    if (place === null) return 32;
    const least = place.clientWidth < 560 ? 34 : LEAST;
    return clamp(Math.max(least, Math.floor(Math.min(place.clientWidth / columns, place.clientHeight / rows))));
  }, [view, columns, rows]);

  useLayoutEffect(() => {
    const place = view.current;
    if (place === null) return;
    const refit = (): void => {
      if (!free.current) setCellPx(fitted());
    };
    refit();
    const observer = new ResizeObserver(refit);
    observer.observe(place);
    return () => observer.disconnect();
  }, [view, fitted]);

  const zoomAt = useCallback(
    (factor: number, viewX: number, viewY: number) => {
      const place = view.current;
      if (place === null) return;
      free.current = true;
      anchor.current = {
        shareX: (place.scrollLeft + viewX) / place.scrollWidth,
        shareY: (place.scrollTop + viewY) / place.scrollHeight,
        viewX,
        viewY,
      };
      setCellPx((size) => clamp(size * factor));
    },
    [view],
  );

  useLayoutEffect(() => {
    const place = view.current;
    const held = anchor.current;
    if (place === null || held === null) return;
    place.scrollLeft = held.shareX * place.scrollWidth - held.viewX;
    place.scrollTop = held.shareY * place.scrollHeight - held.viewY;
    anchor.current = null;
  }, [view, cellPx]);

  useEffect(() => {
    const place = view.current;
    if (place === null) return;
    return listenForGestures(place, zoomAt);
  }, [view, zoomAt]);

  return {
    cellPx,
    by(factor) {
      const place = view.current;
      if (place !== null) zoomAt(factor, place.clientWidth / 2, place.clientHeight / 2);
    },
    fit() {
      const place = view.current;
      if (place === null) return;
      free.current = true;
      setCellPx(clamp(Math.min(place.clientWidth / columns, place.clientHeight / rows)));
    },
    centre(x, y) {
      const place = view.current;
      if (place === null) return;
      place.scrollTo({ left: (x + 0.5) * cellPx - place.clientWidth / 2, top: (y + 0.5) * cellPx - place.clientHeight / 2 });
    },
  };
}

/** Two fingers, or the wheel with Ctrl held (which is also what a touchpad's pinch sends). */
function listenForGestures(place: HTMLElement, zoomAt: (factor: number, x: number, y: number) => void): () => void {
  let apart = 0;
  const spread = (touches: TouchList): { distance: number; x: number; y: number } | null => {
    const [a, b] = [touches[0], touches[1]];
    if (a === undefined || b === undefined) return null;
    const box = place.getBoundingClientRect();
    return {
      distance: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY),
      x: (a.clientX + b.clientX) / 2 - box.left,
      y: (a.clientY + b.clientY) / 2 - box.top,
    };
  };
  const onTouchStart = (event: TouchEvent): void => {
    apart = spread(event.touches)?.distance ?? 0;
  };
  const onTouchMove = (event: TouchEvent): void => {
    const now = spread(event.touches);
    if (now === null || apart === 0) return;
    event.preventDefault();
    zoomAt(now.distance / apart, now.x, now.y);
    apart = now.distance;
  };
  const onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const box = place.getBoundingClientRect();
    zoomAt(Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
  };
  place.addEventListener('touchstart', onTouchStart, { passive: true });
  place.addEventListener('touchmove', onTouchMove, { passive: false });
  place.addEventListener('wheel', onWheel, { passive: false });
  return () => {
    place.removeEventListener('touchstart', onTouchStart);
    place.removeEventListener('touchmove', onTouchMove);
    place.removeEventListener('wheel', onWheel);
  };
}
