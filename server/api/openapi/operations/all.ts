// Every address of the HTTP door but the pages of the client. A route that is not here fails the build.

import type { Operation } from '../operation.ts';
import { CONFERENCE_OPERATIONS } from './conferences.ts';
import { INVITATION_OPERATIONS } from './invitations.ts';
import { LIFE_OPERATIONS, PAPER_OPERATIONS } from './life.ts';
import { ORGANISATION_OPERATIONS } from './organisation.ts';
import { PLANNING_OPERATIONS } from './planning.ts';
import { SERIES_OPERATIONS } from './series.ts';
import { INTEGRATION_OPERATIONS, SERVICE_OPERATIONS, SESSION_OPERATIONS } from './service.ts';
import { WEBHOOK_OPERATIONS } from './webhooks.ts';

export const OPERATIONS: readonly Operation[] = [
  ...CONFERENCE_OPERATIONS,
  ...LIFE_OPERATIONS,
  ...PAPER_OPERATIONS,
  ...INVITATION_OPERATIONS,
  ...PLANNING_OPERATIONS,
  ...SERIES_OPERATIONS,
  ...ORGANISATION_OPERATIONS,
  ...INTEGRATION_OPERATIONS,
  ...WEBHOOK_OPERATIONS,
  ...SESSION_OPERATIONS,
  ...SERVICE_OPERATIONS,
];
