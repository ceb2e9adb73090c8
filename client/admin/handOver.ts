// A password made in this browser, to be shown once and handed to its owner.

import { createPassword } from '../account/passwordChange.ts';

export interface HandOver {
  readonly username: string;
  readonly password: string;
}

/** A new password from the browser's cryptographic random source. */
export function makePassword(): string {
  return createPassword((bytes) => crypto.getRandomValues(bytes));
}
