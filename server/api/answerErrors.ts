// The one translator from what was thrown to what an HTTP client is told. A bug is logged whole under a correlation id; the client
// gets the id and no text of it.

import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { AppError } from '../lib/AppError.ts';
import { isDatabaseOutage } from '../lib/databaseOutage.ts';
import type { Log } from '../lib/log.ts';

/** Errors of the body parser that are the sender's fault, by http-errors' `type`. */
const BODY_FAULTS: Readonly<Record<string, 'tooLarge' | 'invalidInput'>> = {
  'entity.too.large': 'tooLarge',
  'entity.parse.failed': 'invalidInput',
  'entity.verify.failed': 'invalidInput',
  'encoding.unsupported': 'invalidInput',
  'charset.unsupported': 'invalidInput',
  'request.aborted': 'invalidInput',
  'request.size.invalid': 'invalidInput',
};

/** seconds after which a client may ask again: the database comes back in one to three */
const RETRY_AFTER_SECONDS = 2;

export function createErrorHandler(log: Log): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    const where = `${request.method} ${withoutSecret(request.path)}`;
    const error = toAppError(thrown, log, where);
    if (response.headersSent) {
      next(error);
      return;
    }
    if (error.status === 503) response.set('Retry-After', String(RETRY_AFTER_SECONDS));
    response.status(error.status).json(error.toAnswer());
  };
}

export const answerNotFound: RequestHandler = (_request, _response, next) => next(new AppError('notFound'));

function toAppError(thrown: unknown, log: Log, where: string): AppError {
  if (thrown instanceof AppError && thrown.code !== 'internal') return thrown;
  if (thrown instanceof URIError) return new AppError('notFound');
  const fault = findBodyFault(thrown);
  if (fault !== undefined) return new AppError(fault);
  if (isDatabaseOutage(thrown)) {
    log.warn({ err: thrown, where }, 'the database did not answer');
    return new AppError('unavailable', { cause: thrown });
  }
  return new AppError('internal', { details: { correlationId: logBug(log, thrown, where) } });
}

/** The path of a calendar feed is its key (ADR 0059): no log may hold it. */
function withoutSecret(path: string): string {
  return path.replace(/^\/feeds\/.*/u, '/feeds/…');
}

function findBodyFault(thrown: unknown): 'tooLarge' | 'invalidInput' | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('type' in thrown) || typeof thrown.type !== 'string')
    return undefined;
  return BODY_FAULTS[thrown.type];
}

function logBug(log: Log, cause: unknown, where: string): string {
  const correlationId = randomUUID();
  log.error({ err: cause, correlationId, where }, 'request failed');
  return correlationId;
}
