/** A failed call as something that can be shown: the server's refusal, its input issues, or a lost connection. */
import type { InputIssue, ShownRefusal } from '@live/protocol';
import { isRecord } from './events.ts';

export interface CallFailure {
  /** False: no answer came, so the same request may be sent again under its requestId. */
  answered: boolean;
  /** The tRPC code by name: FORBIDDEN, NOT_FOUND… */
  errorCode: string;
  refusal: ShownRefusal;
}

export function readFailure(error: unknown): CallFailure {
  const data = isRecord(error) && isRecord(error['data']) ? error['data'] : null;
  const text = error instanceof Error ? error.message : 'Something went wrong.';
  if (data === null) {
    return {
      answered: false,
      errorCode: 'DISCONNECTED',
      refusal: { code: 'connection.lost', message: 'The connection to the server was lost.' },
    };
  }
  const errorCode = typeof data['code'] === 'string' ? data['code'] : 'INTERNAL_SERVER_ERROR';
  return { answered: true, errorCode, refusal: readRefusal(data, errorCode, text) };
}

function readRefusal(data: Record<string, unknown>, errorCode: string, text: string): ShownRefusal {
  const given = data['refusal'];
  if (isRecord(given)) {
    const nearest = readNearest(given['nearest']);
    return {
      code: typeof given['code'] === 'string' ? given['code'] : errorCode,
      message: typeof given['message'] === 'string' ? given['message'] : text,
      ...(typeof given['rule'] === 'string' ? { rule: given['rule'] } : {}),
      ...(nearest === null ? {} : { nearest }),
    };
  }
  const issues = Array.isArray(data['issues']) ? data['issues'].filter(isIssue) : [];
  if (issues.length > 0) {
    const message = issues.map((issue) => `${issue.path}: ${issue.message}`).join('; ');
    return { code: errorCode, message };
  }
  return { code: errorCode, message: text };
}

/** The nearest option is a sentence with the way to it; the sentence is what people are shown. */
function readNearest(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  if (!isRecord(value)) return null;
  return typeof value['message'] === 'string' && value['message'] !== '' ? value['message'] : null;
}

function isIssue(value: unknown): value is InputIssue {
  return isRecord(value) && typeof value['path'] === 'string' && typeof value['message'] === 'string';
}
