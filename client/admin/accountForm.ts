// The account form and the contract. Pure.

import type { AccountView } from '../../server/contract/http.ts';
import type { AccountCreate, AccountEdit } from '../httpClient/api.ts';

export interface AccountValues {
  readonly username: string;
  readonly name: string;
  readonly role: AccountView['role'];
  readonly siteId: string | null;
  readonly disabled: boolean;
}

export const NEW_ACCOUNT: AccountValues = { username: '', name: '', role: 'secretary', siteId: null, disabled: false };

export function toAccountValues({ username, name, role, siteId, disabled }: AccountView): AccountValues {
  return { username, name, role, siteId, disabled };
}

export function toAccountCreate(values: AccountValues, password: string): AccountCreate {
  const { username, name, role, siteId } = values;
  return { username: username.trim().toLowerCase(), name: name.normalize('NFC').trim(), role, siteId, password };
}

/** Everything but the user name, which never changes, and the password, which has its own two steps. */
export function toAccountEdit({ name, role, siteId, disabled }: AccountValues): AccountEdit {
  return { name: name.normalize('NFC').trim(), role, siteId, disabled };
}
