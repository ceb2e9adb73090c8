// The account form and the contract. Pure.

import type { AccountView } from '../../server/contract/http.ts';
import type { AccountCreate, AccountEdit } from '../httpClient/api.ts';
import { toEmail } from './validateAdmin.ts';

export interface AccountValues {
  readonly username: string;
  readonly name: string;
  readonly role: AccountView['role'];
  readonly siteId: string | null;
  readonly email: string;
  readonly disabled: boolean;
}

export const NEW_ACCOUNT: AccountValues = {
  username: '',
  name: '',
  role: 'secretary',
  siteId: null,
  email: '',
  disabled: false,
};

export function toAccountValues({ username, name, role, siteId, email, disabled }: AccountView): AccountValues {
  return { username, name, role, siteId, email: email ?? '', disabled };
}

/** `effectiveFrom`: first day of what is said here. */
export function toAccountCreate(values: AccountValues, password: string, effectiveFrom: string): AccountCreate {
  const { username, name, role, siteId, email } = values;
  const written = {
    username: username.trim().toLowerCase(),
    name: name.normalize('NFC').trim(),
    email: toEmail(email),
  };
  return { ...written, role, siteId, password, effectiveFrom };
}

/** Everything but the user name, which never changes, and the password, which has its own two steps. */
export function toAccountEdit(
  { name, role, siteId, email, disabled }: AccountValues,
  effectiveFrom: string,
): AccountEdit {
  return { name: name.normalize('NFC').trim(), role, siteId, email: toEmail(email), disabled, effectiveFrom };
}
