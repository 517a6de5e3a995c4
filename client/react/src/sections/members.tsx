import type { ReactNode } from 'react';
import { useTable } from '../table/table-context.tsx';

export function Members(): ReactNode {
  const { state } = useTable();
  return (
    <ul className="lv-members" aria-label="People at the table">
      {state.members.map((member) => (
        <li key={member.userId} data-online={member.online}>
          <i aria-hidden="true" />
          {member.name}
          {member.role === 'dm' && <span className="lv-tag">DM</span>}
          <span className="lv-hidden">{member.online ? ', here' : ', away'}</span>
        </li>
      ))}
    </ul>
  );
}
