/** Reactions that the viewer may take, each with the time that is left to decide. */
import type { Prompt } from '@live/protocol';
import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { actionName } from '../table/action-name.ts';
import { useTable } from '../table/table-context.tsx';
import { Countdown } from './countdown.tsx';

export function Prompts(): ReactNode {
  const { state } = useTable();
  if (state.prompts.length === 0) return null;
  return (
    <div className="lv-prompts" role="alert">
      {state.prompts.map((prompt) => <PromptCard key={prompt.promptId} prompt={prompt} />)}
    </div>
  );
}

function PromptCard({ prompt }: { prompt: Prompt }): ReactNode {
  const { state, actions, run, clockOffsetMs } = useTable();
  const [span] = useState(() => Math.max(1_000, prompt.deadline - (Date.now() + clockOffsetMs)));
  const [answered, setAnswered] = useState(false);
  const who = state.participants[prompt.entityId]?.name;
  const answer = async (optionId?: string): Promise<void> => {
    setAnswered(true);
    if (!(await run(actions.respond(prompt.promptId, optionId)))) setAnswered(false);
  };
  return (
    <div className="lv-prompt" role="group" aria-label={`Reaction${who === undefined ? '' : ` of ${who}`}`} data-testid="prompt" data-kind={prompt.kind} data-prompt={prompt.promptId}>
      <p>
        {who !== undefined && <strong>{who}: </strong>}
        {prompt.text}
      </p>
      <Countdown deadline={prompt.deadline} spanMs={span} offsetMs={clockOffsetMs} running label="Time left to react" />
      <div className="lv-row">
        {prompt.options.map((option) => (
          <Button key={option.id} className="lv-button lv-primary" data-testid={`prompt-option-${option.id}`} isDisabled={answered} onPress={() => void answer(option.id)}>
            {actionName(option)}
          </Button>
        ))}
        <Button className="lv-button" data-testid="prompt-decline" isDisabled={answered} onPress={() => void answer()}>Decline</Button>
      </div>
    </div>
  );
}
