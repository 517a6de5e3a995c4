/**
 * The door of the package: the server's procedures, events and payloads as types.
 * Everything in `generated/` comes from the server's own descriptions; this file adds only what no payload says.
 * Runtime schemas of every payload are in `@live/protocol/schemas`.
 */
export type * from './generated/app-router.d.ts';

/** Why something was not done, as it is shown to people: made from `error.data.refusal` and its kin. */
export interface ShownRefusal {
  /** Stable, for programs: "target.outOfRange". */
  code: string;
  /** A sentence, for people. */
  message: string;
  /** The rule behind it, where there is one. */
  rule?: string;
  /** The nearest thing that would be legal, as a sentence. */
  nearest?: string;
}

/** What is wrong with one member of an input: `error.data.issues` of a tRPC error. */
export interface InputIssue {
  path: string;
  message: string;
}
