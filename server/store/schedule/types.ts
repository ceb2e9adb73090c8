// The wire's types this room reads and writes, with names for the parsed inputs. Types only.

import type { z } from 'zod';
import type { conferenceCancelSchema, conferenceEditSchema, conferenceWriteSchema } from '../../contract/http.ts';

export type {
  BookingClash,
  ConferenceId,
  ConferenceSetup,
  ConferenceStatus,
  ConferenceSummary,
  ConferenceView,
  RoomView,
  SiteId,
} from '../../contract/index.ts';
export type ConferenceWrite = z.output<typeof conferenceWriteSchema>;
export type ConferenceEdit = z.output<typeof conferenceEditSchema>;
export type ConferenceCancel = z.output<typeof conferenceCancelSchema>;
export type CancelReason = ConferenceCancel['reason'];
