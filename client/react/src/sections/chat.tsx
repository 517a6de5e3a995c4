import type { ChatMessage, GameState } from '@live/protocol';
import type { ChatRequest } from '@live/sync';
import { useMemo, useState, type FormEvent, type ReactNode } from 'react';
import { Button, Checkbox, CheckboxGroup, Input, Label, TextField } from 'react-aria-components';
import { useTable } from '../table/table-context.tsx';
import { Icon } from '../ui/icon.tsx';
import { useStickToEnd } from '../ui/use-stick-to-end.ts';
import { RollLine } from './roll-line.tsx';

type Channel = ChatRequest['type'];

export function Chat(): ReactNode {
  const { state, earlierChat, moreChat, actions } = useTable();
  const messages = useMemo(() => {
    const held = new Set(state.chatLog.map((message) => message.id));
    return [...earlierChat.filter((message) => !held.has(message.id)), ...state.chatLog];
  }, [earlierChat, state.chatLog]);
  const list = useStickToEnd<HTMLOListElement>(messages.at(-1));
  return (
    <section className="lv-chat" aria-labelledby="lv-chat-title">
      <h2 id="lv-chat-title" className="lv-panel-title">Chat</h2>
      <ol ref={list} className="lv-chat-list" aria-label="Messages" tabIndex={0}>
        {moreChat && messages.length >= 50 && (
          <li className="lv-chat-earlier">
            <Button className="lv-button" onPress={() => void actions.loadEarlierChat()}>Earlier messages</Button>
          </li>
        )}
        {messages.length === 0 && <li className="lv-empty">No messages yet. “/roll 2d6+3” rolls dice.</li>}
        {messages.map((message) => <Message key={message.id} message={message} state={state} />)}
      </ol>
      <ChatForm />
    </section>
  );
}

function Message({ message, state }: { message: ChatMessage; state: GameState }): ReactNode {
  const name = message.type === 'system' ? 'Table' : memberName(state, message.userId);
  const character = message.entityId === undefined ? undefined : state.participants[message.entityId]?.name;
  const own = message.userId === state.viewer.userId;
  return (
    <li className="lv-message" data-type={message.type} data-own={own} data-testid="chat-message">
      <p className="lv-message-head">
        <strong>{name}</strong>
        {character !== undefined && <span> as {character}</span>}
        {message.type === 'dm' && <span className="lv-tag">to the DM</span>}
        {message.type === 'private' && <span className="lv-tag">private{recipientWords(message, state)}</span>}
        <time dateTime={new Date(message.timestamp).toISOString()}>
          {new Date(message.timestamp).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}
        </time>
      </p>
      <p className="lv-message-text">{message.content}</p>
      {message.roll !== undefined && <RollLine roll={message.roll} />}
    </li>
  );
}

function recipientWords(message: ChatMessage, state: GameState): string {
  const names = (message.recipients ?? []).filter((id) => id !== state.viewer.userId).map((id) => memberName(state, id));
  return names.length === 0 ? '' : ` to ${names.join(', ')}`;
}

function memberName(state: GameState, userId: string): string {
  return state.members.find((member) => member.userId === userId)?.name ?? userId;
}

function ChatForm(): ReactNode {
  const { state, actions, run } = useTable();
  const [text, setText] = useState('');
  const [channel, setChannel] = useState<Channel>('party');
  const [recipients, setRecipients] = useState<string[]>([]);
  const others = state.members.filter((member) => member.userId !== state.viewer.userId);
  const entityId = state.viewer.entityIds[0];

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const content = text.trim();
    if (content === '') return;
    setText('');
    const sent = await run(
      actions.sendChat({
        content,
        type: channel,
        ...(entityId === undefined ? {} : { entityId }),
        ...(channel === 'private' ? { recipients } : {}),
      }),
    );
    if (!sent) setText((now) => (now === '' ? content : now));
  };

  return (
    <form className="lv-chat-form" onSubmit={(event) => void send(event)}>
      <div className="lv-row">
        <select className="lv-select" aria-label="Who reads it" data-testid="chat-channel" value={channel} onChange={(event) => setChannel(channelOf(event.target.value))}>
          <option value="party">Party</option>
          <option value="dm">DM</option>
          <option value="private">Private</option>
        </select>
        <TextField className="lv-grow" aria-label="Message" value={text} onChange={setText} maxLength={2000}>
          <Input className="lv-input" data-testid="chat-input" placeholder="Message, or /roll 1d20+5" autoComplete="off" />
        </TextField>
        <Button type="submit" className="lv-icon-button lv-send" data-testid="chat-send" aria-label="Send" isDisabled={channel === 'private' && recipients.length === 0}>
          <Icon name="send" />
        </Button>
      </div>
      {channel === 'private' && (
        <CheckboxGroup className="lv-recipients" value={recipients} onChange={setRecipients}>
          <Label>To</Label>
          {others.map((member) => (
            <Checkbox key={member.userId} value={member.userId} className="lv-checkbox" data-testid={`recipient-${member.userId}`}>
              <span className="lv-checkmark" aria-hidden="true" />
              {member.name}
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
    </form>
  );
}

function channelOf(value: string): Channel {
  return value === 'dm' || value === 'private' ? value : 'party';
}
