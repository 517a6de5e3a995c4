import { useEffect, useState, type ReactNode } from 'react';
import { Icon } from '../ui/icon.tsx';
import { useServerNow } from '../ui/use-now.ts';

export interface CountdownProps {
  /** Server time. */
  deadline: number;
  /** The whole span, for the bar. */
  spanMs: number;
  offsetMs: number;
  running: boolean;
  label: string;
  /** Say aloud when little is left. */
  announced?: boolean;
}

const WARNINGS = [30, 10];

export function Countdown({ deadline, spanMs, offsetMs, running, label, announced = false }: CountdownProps): ReactNode {
  const now = useServerNow(offsetMs, running);
  const leftMs = Math.max(0, deadline - now);
  const seconds = Math.ceil(leftMs / 1000);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (announced && running && WARNINGS.includes(seconds)) setSaid(`${seconds} seconds left`);
  }, [announced, running, seconds]);
  const share = spanMs > 0 ? Math.min(1, leftMs / spanMs) : 0;
  return (
    <div className="lv-countdown" data-late={seconds <= 10} data-soon={seconds <= 30} role="timer" aria-label={label}>
      <Icon name="hourglass" />
      <span className="lv-countdown-time">{clockTime(seconds)}</span>
      <span className="lv-countdown-bar" aria-hidden="true"><span style={{ transform: `scaleX(${share})` }} /></span>
      {announced && <span className="lv-hidden" role="status">{said}</span>}
    </div>
  );
}

export function clockTime(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
