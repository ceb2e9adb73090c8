// What invitees must know of a change: one Vietnamese sentence each. Pure; what nobody would notice says nothing.

import type { ConferenceView } from '../contract/index.ts';
import { formatOfficialMoment, toLocal } from '../records/officialText.ts';

/** Empty: nothing an invitee acts on differs. */
export function listChanges(before: ConferenceView, after: ConferenceView): string[] {
  const changes: string[] = [];
  if (before.title !== after.title) changes.push(`Tiêu đề: ${after.title}.`);
  if (before.startsAt !== after.startsAt || before.endsAt !== after.endsAt)
    changes.push(`Thời gian: ${sayTime(after)} (trước đây: ${sayTime(before)}).`);
  if (before.chair.accountId !== after.chair.accountId) changes.push(`Chủ trì: ${after.chair.name}.`);
  if (sayAgenda(before) !== sayAgenda(after)) changes.push('Chương trình họp được điều chỉnh.');
  if (saySites(before) !== saySites(after)) changes.push('Thành phần điểm cầu được điều chỉnh.');
  return changes;
}

function sayTime({ startsAt, endsAt }: ConferenceView): string {
  return `${formatOfficialMoment(toLocal(startsAt))} đến ${toLocal(endsAt).toFormat("HH 'giờ' mm 'phút'")}`;
}

function sayAgenda({ agenda }: ConferenceView): string {
  return JSON.stringify(agenda.map(({ title, durationMinutes }) => [title, durationMinutes]));
}

function saySites({ sites }: ConferenceView): string {
  return JSON.stringify(sites.map(({ siteId }) => siteId).toSorted());
}
