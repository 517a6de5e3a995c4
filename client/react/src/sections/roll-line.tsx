import type { Die, Roll } from '@live/protocol';
import type { ReactNode } from 'react';

/** One roll with its whole arithmetic: dice, what was added and why, the total, and what it was against. */
export function RollLine({ roll }: { roll: Roll }): ReactNode {
  return (
    <div className="lv-roll" data-outcome={roll.outcome ?? ''}>
      <span className="lv-roll-label">{roll.label}</span>
      <span className="lv-roll-sum">
        {roll.dice.map((die, index) => <DieFace key={index} die={die} />)}
        {roll.modifiers.map((modifier, index) => (
          <span key={index} className="lv-roll-modifier">
            {modifier.value < 0 ? '−' : '+'}
            {Math.abs(modifier.value)} <small>{modifier.source}</small>
          </span>
        ))}
        <span className="lv-roll-total">= {roll.total}</span>
        {roll.target !== undefined && <span className="lv-roll-target">{targetWord(roll)} {roll.target}</span>}
        {roll.outcome !== undefined && <strong className="lv-roll-outcome">{roll.outcome}</strong>}
      </span>
      {roll.mode !== 'normal' && (
        <span className="lv-roll-mode">
          {roll.mode}
          {reasons(roll) !== '' && `: ${reasons(roll)}`}
        </span>
      )}
    </div>
  );
}

function targetWord(roll: Roll): string {
  return /attack/i.test(roll.label) ? 'against AC' : 'against DC';
}

function reasons(roll: Roll): string {
  return (roll.mode === 'advantage' ? roll.advantage : roll.disadvantage).join(', ');
}

function DieFace({ die }: { die: Die }): ReactNode {
  const extreme = die.sides === 20 && die.value === 20 ? 'best' : die.sides === 20 && die.value === 1 ? 'worst' : '';
  return (
    <span className="lv-die" data-kept={die.kept} data-sides={die.sides} data-extreme={extreme} title={`d${die.sides}`}>
      <span className="lv-hidden">d{die.sides} </span>
      {die.value}
      {!die.kept && <span className="lv-hidden"> dropped</span>}
    </span>
  );
}
