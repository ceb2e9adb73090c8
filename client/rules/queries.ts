// The rules' questions to the server, with the keys they are remembered under.

import { queryOptions } from '@tanstack/react-query';
import { api } from '../httpClient/api.ts';

export const RULE_SETS_KEY = ['rule-sets'] as const;
export const HOLIDAYS_KEY = ['holidays'] as const;
const APPROVAL_KEY = ['approval'] as const;

export const ruleSetsQuery = queryOptions({
  queryKey: RULE_SETS_KEY,
  queryFn: ({ signal }) => api.listRuleSets({ signal }),
});
export const holidaysQuery = queryOptions({
  queryKey: HOLIDAYS_KEY,
  queryFn: ({ signal }) => api.getHolidays({ signal }),
});
export const approvalQuery = queryOptions({
  queryKey: APPROVAL_KEY,
  queryFn: ({ signal }) => api.getApproval({ signal }),
});
export const refusalsQuery = queryOptions({
  queryKey: ['state-secret-refusals'],
  queryFn: ({ signal }) => api.listRefusals({ signal }),
});
