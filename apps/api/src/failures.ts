import { ForbiddenError, UserError, ValidationError } from '@batt/domain/errors';
import { PothosValidationError } from '@pothos/core';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import type { Log } from './context.ts';

/**
 * Whether the database could not be reached or has no room: nothing is wrong with the request, and it may be sent again.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    // Connection and resource trouble, an operator's intervention, and a disk that is full.
    /^(08|53|57P|58)/.test(code) ||
    /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/.test(
      error.message,
    )
  );
}

/**
 * Whether a value of the request is one that PostgreSQL has no room for: a text with a NUL, a cursor that holds no date, a
 * number out of range.
 */
function isUnusableValue(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^22(003|007|008|021|P02|P05)$/.test(String(error.code));
}

// PostgreSQL tells which row it was about, with all that stands in it.
function withoutRow(error: unknown): unknown {
  if (error instanceof Error && 'detail' in error) Object.assign(error, { detail: undefined, where: undefined });
  return error;
}

/**
 * An error as the outside sees it. What a person can act on, and what a programmer asked wrongly, is told; anything else
 * is a bug: logged whole, and masked but for the id under which the log has it.
 */
export function present(error: unknown, { requestId, log }: { requestId: string; log: Log }): GraphQLFormattedError {
  const place =
    error instanceof GraphQLError
      ? { ...(error.locations && { locations: error.locations }), ...(error.path && { path: error.path }) }
      : {};
  const told = (message: string, extensions: Record<string, unknown>) => ({ message, ...place, extensions });
  const cause = (error instanceof GraphQLError && error.originalError) || error;

  if (cause instanceof UserError) {
    const code = cause instanceof ForbiddenError ? 'FORBIDDEN' : 'BAD_USER_INPUT';
    const fields = cause instanceof ValidationError ? { fields: cause.fields } : {};
    return told(cause.message, { code, reason: cause.code, params: cause.params, ...fields });
  }
  if (cause instanceof PothosValidationError) return told(cause.message, { code: 'BAD_USER_INPUT' });
  if (isUnusableValue(cause)) {
    // Its message repeats the value.
    log.warn({ requestId }, 'a request held a value that the database does not take');
    return told('A value in the request cannot be stored or looked for.', { code: 'BAD_USER_INPUT' });
  }
  if (isDatabaseAway(cause)) {
    log.error({ err: cause, requestId }, 'the database is away');
    return told('The database cannot be reached right now. Try again shortly.', {
      code: 'SERVICE_UNAVAILABLE',
      requestId,
    });
  }
  if (cause instanceof GraphQLError && cause.extensions.code !== 'INTERNAL_SERVER_ERROR') {
    const { http: _http, stacktrace: _stacktrace, ...extensions } = cause.extensions;
    return told(cause.message, extensions);
  }
  log.error({ err: withoutRow(cause), requestId }, 'a request failed');
  return told('Something went wrong on our side.', { code: 'INTERNAL_SERVER_ERROR', requestId });
}
