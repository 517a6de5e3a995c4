import { useEffect, useState } from 'react';

/** The server's time, while it is wanted: four times a second is enough for a countdown. */
export function useServerNow(offsetMs: number, running: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!running) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [running]);
  return now + offsetMs;
}
