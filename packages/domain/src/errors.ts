/** Values that the wording of an error needs, as `{ year: 2024 }`. */
export type ErrorParams = Readonly<Record<string, string | number>>;

/**
 * Something that a person can act on. It reaches the web client as data; every other error is a bug and stays inside.
 * `code` is stable and is also the key of the wording in each language; `message` is the English of it.
 */
export abstract class UserError extends Error {
  abstract override readonly name:
    | 'ValidationError'
    | 'ForbiddenError'
    | 'NotFoundError'
    | 'ConflictError'
    | 'DeadlinePassedError';

  constructor(
    readonly code: string,
    message: string,
    readonly params: ErrorParams = {},
  ) {
    super(message);
  }
}

/** What is wrong with one field of an input; `path` is the field's name, nested ones joined by points. */
export interface FieldError {
  path: string;
  code: string;
  message: string;
}

/** The input cannot be used as it is; each field tells what it lacks. */
export class ValidationError extends UserError {
  readonly name = 'ValidationError';

  constructor(
    code: string,
    message: string,
    readonly fields: readonly FieldError[] = [],
    params?: ErrorParams,
  ) {
    super(code, message, params);
  }
}

/** One field of the input that will not do. */
export function invalidField(path: string, code: string, message: string): ValidationError {
  return new ValidationError(code, message, [{ path, code, message }]);
}

/** The person sees the thing but may not do this to it. What one may not see is a `NotFoundError`. */
export class ForbiddenError extends UserError {
  readonly name = 'ForbiddenError';
}

/** What the person's role in the organisation does not allow. */
export const mayNot = () => new ForbiddenError('role', 'Your role in the organisation does not allow this.');

/** It does not exist, or not for this person: the two answer alike. */
export class NotFoundError extends UserError {
  readonly name = 'NotFoundError';
}

/** Somebody else changed it first, or its state no longer allows this. */
export class ConflictError extends UserError {
  readonly name = 'ConflictError';
}

/** The measurement year is closed for this. */
export class DeadlinePassedError extends UserError {
  readonly name = 'DeadlinePassedError';
}
