import type { Language, TextKey } from './language.tsx';

/** What a mutation answers when it did not do what was asked: a stable code that the web client words. */
export interface Refusal {
  __typename: string;
  code: string;
  message: string;
}

interface MutationAnswer<Result> {
  data?: { result: Result };
  error?: unknown;
}

/**
 * Splits a mutation's answer in its success and its refusal. Every mutation names its root field `result` and asks each error for `code` and `message`.
 * A transport error gives neither.
 */
export function outcome<Result extends { __typename: string }>(
  answer: MutationAnswer<Result>,
): { success?: Exclude<Result, { code: string }>; refusal?: Extract<Result, { code: string }> } {
  const result = answer.data?.result;
  if (!result) return {};
  return isRefusal(result) ? { refusal: result } : { success: result as Exclude<Result, { code: string }> };
}

function isRefusal<Result extends { __typename: string }>(result: Result): result is Extract<Result, { code: string }> {
  return 'code' in result;
}

const GENERAL: Record<string, TextKey> = {
  ForbiddenError: 'error.forbidden',
  NotFoundError: 'error.notFound',
  ConflictError: 'error.conflict',
  DeadlinePassedError: 'error.deadlinePassed',
  ValidationError: 'error.validation',
};

/**
 * The words of a refusal: those that a feature gives its code, else the general ones of its kind. No refusal at all
 * (the API was not reached, or failed) has words too.
 */
export function refusalText({ t }: Language, refusal?: Refusal, words: Record<string, TextKey> = {}): string {
  return t((refusal && (words[refusal.code] ?? GENERAL[refusal.__typename])) ?? 'error.server');
}
