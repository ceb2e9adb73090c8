// What the pages of invitations ask once and share.

import { queryOptions } from '@tanstack/react-query';
import { invitationApi } from './invitationApi.ts';

export const LETTERHEAD_KEY = ['letterhead'] as const;
export const WORKING_HOURS_KEY = ['workingHours'] as const;
export const ADDRESSES_KEY = ['mailAddresses'] as const;

export const invitationKey = (conferenceId: string) => ['invitation', conferenceId];
export const answersKey = (conferenceId: string) => ['answers', conferenceId];

/** What somebody types on top of must not change under the hands. */
const STEADY = { refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

export const letterheadQuery = queryOptions({
  queryKey: LETTERHEAD_KEY,
  queryFn: invitationApi.getLetterhead,
  ...STEADY,
});
export const workingHoursQuery = queryOptions({
  queryKey: WORKING_HOURS_KEY,
  queryFn: invitationApi.getWorkingHours,
  ...STEADY,
});
