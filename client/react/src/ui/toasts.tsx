import type { ShownRefusal } from '@live/protocol';
import { createContext, use, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { Icon } from './icon.tsx';

export interface Toast {
  id: number;
  text: string;
  refusal: ShownRefusal | null;
}

export interface Toasts {
  shown: readonly Toast[];
  say(text: string): void;
  refuse(refusal: ShownRefusal): void;
  dismiss(id: number): void;
}

const ToastContext = createContext<Toasts | null>(null);

const NOTE_SHOWN_MS = 4_500;
const REFUSAL_SHOWN_MS = 9_000;
const MOST_SHOWN = 3;

export function ToastProvider({ children }: { children: ReactNode }): ReactNode {
  const [shown, setShown] = useState<readonly Toast[]>([]);
  const last = useRef(0);
  const dismiss = useCallback((id: number) => setShown((all) => all.filter((toast) => toast.id !== id)), []);
  const show = useCallback(
    (text: string, refusal: ShownRefusal | null) => {
      last.current += 1;
      const id = last.current;
      setShown((all) => [...all.filter((toast) => toast.text !== text), { id, text, refusal }].slice(-MOST_SHOWN));
      setTimeout(() => dismiss(id), refusal === null ? NOTE_SHOWN_MS : REFUSAL_SHOWN_MS);
    },
    [dismiss],
  );
  const say = useCallback((text: string) => show(text, null), [show]);
  const refuse = useCallback((refusal: ShownRefusal) => show(refusal.message, refusal), [show]);
  const toasts = useMemo(() => ({ shown, say, refuse, dismiss }), [shown, say, refuse, dismiss]);
  return <ToastContext value={toasts}>{children}</ToastContext>;
}

export function useToasts(): Toasts {
  const toasts = use(ToastContext);
  if (toasts === null) throw new Error('Put a <ToastProvider> above.');
  return toasts;
}

/** Refusals as sentences: why, by which rule, and what would go instead (B8). */
export function ToastList(): ReactNode {
  const { shown, dismiss } = useToasts();
  return (
    <div className="lv-toasts" role="status" aria-live="assertive" aria-relevant="additions">
      {shown.map((toast) => (
        <div
          key={toast.id}
          className="lv-toast"
          data-kind={toast.refusal === null ? 'note' : 'refusal'}
          data-testid={toast.refusal === null ? 'note' : 'refusal'}
          data-code={toast.refusal?.code}
        >
          <Icon name={toast.refusal === null ? 'info' : 'stop'} />
          <p>
            {toast.text}
            {toast.refusal?.nearest !== undefined && <span className="lv-toast-nearest"> {toast.refusal.nearest}</span>}
            {toast.refusal?.rule !== undefined && <span className="lv-toast-rule"> Rule {toast.refusal.rule}</span>}
          </p>
          <button type="button" className="lv-icon-button" aria-label="Dismiss" onClick={() => dismiss(toast.id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
