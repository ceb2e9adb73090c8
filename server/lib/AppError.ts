// The one error of the service: a code from the contract, words for people, plain details. Knows no domain.

import { ERRORS, type ErrorAnswer, type ErrorCode } from '../contract/errors.ts';

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;

  constructor(code: ErrorCode, options: { message?: string; details?: unknown; cause?: unknown } = {}) {
    super(options.message ?? ERRORS[code].vi, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  /** What the client is told: never a stack, never a cause. */
  toAnswer(): ErrorAnswer {
    return this.details === undefined
      ? { code: this.code, message: this.message }
      : { code: this.code, message: this.message, details: this.details };
  }
}
