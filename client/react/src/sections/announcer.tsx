/** Says what happens, for those who do not see it: each new line of the log, and whose turn begins. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTable } from '../table/table-context.tsx';

export function Announcer(): ReactNode {
  const { state, acting, isDm } = useTable();
  const newest = useRef(state.log.at(-1));
  const [lines, setLines] = useState('');
  useEffect(() => {
    // Deltas keep the entries they append to; after a snapshot nothing is old, and nothing is read out again.
    const known = newest.current === undefined ? -1 : state.log.indexOf(newest.current);
    const fresh = newest.current !== undefined && known < 0 ? [] : state.log.slice(known + 1);
    newest.current = state.log.at(-1);
    if (fresh.length > 0) setLines(fresh.map((entry) => entry.text).join(' '));
  }, [state.log]);
  const turn = acting === null ? '' : isDm ? `${acting.name} acts. You play it.` : `It is your turn, ${acting.name}.`;
  return (
    <div className="lv-hidden">
      <p role="log" aria-live="polite">{lines}</p>
      <p role="status" aria-live="assertive">{turn}</p>
    </div>
  );
}
