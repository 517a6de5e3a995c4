import { TRPCClientError } from '@trpc/client';
import type { AppRouter, Refusal } from '@live/protocol';

/** The error's shape as an application reads it. */
export interface Failure {
  code: string;
  message: string;
  refusal?: Refusal;
  issues?: { path: string; message: string }[];
}

/** What a call failed with; a call that succeeds is the test's failure. */
export async function failureOf(call: Promise<unknown>): Promise<Failure> {
  try {
    await call;
  } catch (error) {
    if (error instanceof TRPCClientError) {
      const data = (error as TRPCClientError<AppRouter>).data as unknown as Partial<Failure> | null;
      return { ...data, code: data?.code ?? 'NONE', message: error.message };
    }
    throw error;
  }
  throw new Error('the call was expected to fail');
}

/** Waits until the condition holds, looking again whenever `wake` resolves a turn of the event loop later. */
export async function eventually(condition: () => boolean, what: string, limitMs = 15_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`still waiting for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
