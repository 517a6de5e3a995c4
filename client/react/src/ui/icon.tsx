/** A few line icons, drawn for this package: always beside a word or a label, never instead of one. */
import type { ReactNode } from 'react';

const PATHS = {
  close: 'M6 6l12 12M18 6L6 18',
  info: 'M12 11v6M12 7.5v.5M12 21a9 9 0 100-18 9 9 0 000 18z',
  stop: 'M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 8v5M12 16v.5',
  map: 'M4 6l5-2 6 2 5-2v14l-5 2-6-2-5 2zM9 4v14M15 6v14',
  sword: 'M20 4l-9 9M20 4h-4M20 4v4M8 12l4 4M10 14l-5 5M4 17l3 3',
  party: 'M9 11a3 3 0 100-6 3 3 0 000 6zM3.5 19a5.5 5.5 0 0111 0M16 5.5a3 3 0 010 5.5M17 14a5.500 5.500 0 013.500 5',
  chat: 'M4 5h16v11H10l-5 4v-4H4z',
  scroll: 'M7 4h11v13a3 3 0 01-3 3H6a2 2 0 01-2-2v-2h9v2a2 2 0 002 2M7 4a2 2 0 00-2 2v10M10 8h5M10 12h5',
  bag: 'M8 8V6a4 4 0 018 0v2M5 8h14l1 12H4zM9 12a3 3 0 006 0',
  crown: 'M4 18h16M4 15l-1-8 5 4 4-6 4 6 5-4-1 8z',
  eye: 'M2.500 12S6 6 12 6s9.500 6 9.500 6S18 18 12 18s-9.500-6-9.500-6zM12 14.500a2.500 2.500 0 100-5 2.500 2.500 0 000 5z',
  hourglass: 'M7 3h10M7 21h10M8 3c0 5 8 6 8 9s-8 4-8 9M16 3c0 5-8 6-8 9s8 4 8 9',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  fit: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  target: 'M12 20a8 8 0 100-16 8 8 0 000 16zM12 15a3 3 0 100-6 3 3 0 000 6zM12 2v4M12 18v4M2 12h4M18 12h4',
  sun: 'M12 16a4 4 0 100-8 4 4 0 000 8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2',
  moon: 'M20 14.500A8.500 8.500 0 119.500 4a7 7 0 0010.500 10.500z',
  shield: 'M12 3l8 3v6c0 5-3.500 7.500-8 9-4.500-1.500-8-4-8-9V6z',
  heart: 'M12 20s-8-5-8-11a4.500 4.500 0 018-2.800A4.500 4.500 0 0120 9c0 6-8 11-8 11z',
  play: 'M7 5l12 7-12 7z',
  pause: 'M8 5v14M16 5v14',
  flag: 'M5 21V4h12l-2 4 2 4H5',
  dice: 'M12 3l8 4.500v9L12 21l-8-4.500v-9zM12 3l-4 9 4 9M12 3l4 9-4 9M8 12h8',
  skip: 'M5 5l9 7-9 7zM18 5v14',
  send: 'M4 12l16-8-5 16-4-6zM11 14l9-10',
  check: 'M5 12l5 5L20 7',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }): ReactNode {
  return (
    <svg className="lv-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
