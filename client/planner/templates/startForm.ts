// What a new conference begins with when it begins from another one: everything but the day, without who and what is no longer there.
// Pure; the names of what is left out are answered, so that the page can say them.

import type { ConferenceView, PersonView, SiteView } from '../../../server/contract/http.ts';
import type { TemplateView } from '../../../server/contract/series.ts';
import type { ConferenceForm } from '../conferenceForm.ts';
import { instantAt, type LocalDate, localDateOf, localTimeOf } from '../localTime.ts';
import type { TemplateWrite } from './templatesApi.ts';

const MINUTE_MS = 60_000;

/** What another conference or a template holds, with the names it is known by; `''`: no name is known. */
export interface Start {
  readonly title: string;
  readonly content: TemplateView['content'];
  readonly people: ReadonlyMap<string, string>;
  readonly sites: ReadonlyMap<string, string>;
}

export interface Started {
  readonly form: ConferenceForm;
  readonly missingPeople: readonly string[];
  readonly missingSites: readonly string[];
}

/** A conference without its day. */
export function toTemplateContent(view: ConferenceView): TemplateWrite['content'] {
  return {
    kind: view.kind,
    title: view.title,
    mode: view.mode,
    chairId: view.chair.accountId,
    coChairIds: view.coChairs.map((person) => person.accountId),
    secretaryIds: view.secretaries.map((person) => person.accountId),
    siteIds: view.sites.map((site) => site.siteId),
    agenda: view.agenda.map(({ title, durationMinutes, speakingLimitSeconds }) => ({
      title,
      durationMinutes,
      speakingLimitSeconds,
    })),
    startTime: localTimeOf(view.startsAt),
    durationMinutes: Math.round((Date.parse(view.endsAt) - Date.parse(view.startsAt)) / MINUTE_MS),
  };
}

export function startFromConference(view: ConferenceView): Start {
  const people = [view.chair, ...view.coChairs, ...view.secretaries];
  return {
    title: view.title,
    content: toTemplateContent(view) as Start['content'],
    people: new Map(people.map((person) => [person.accountId, person.name])),
    sites: new Map(view.sites.map((site) => [site.siteId, site.name])),
  };
}

/** `names`: of sites that are no longer there, as far as they are known. */
export function startFromTemplate(template: TemplateView, names: ReadonlyMap<string, string>): Start {
  return { title: template.content.title, content: template.content, people: new Map(), sites: names };
}

/**
 * The form of a new conference on `date`.
 * Shape: `sites` those in force on that day; whoever is left out of the officers leaves the place empty.
 */
export function toStartedForm(
  { content, people, sites: siteNames }: Start,
  date: LocalDate,
  directory: { readonly people: readonly PersonView[]; readonly sites: readonly SiteView[] },
): Started {
  const known = new Set<string>(directory.people.map((person) => person.accountId));
  const inForce = new Set<string>(directory.sites.map((site) => site.siteId));
  const officers = [content.chairId, ...content.coChairIds, ...content.secretaryIds];
  const endsAt = Date.parse(instantAt(date, content.startTime)) + content.durationMinutes * MINUTE_MS;
  const nameOf = (names: ReadonlyMap<string, string>) => (id: string) => names.get(id) ?? '';
  return {
    form: {
      kind: content.kind,
      title: content.title,
      date,
      startTime: content.startTime,
      endTime: localTimeOf(endsAt),
      endsNextDay: localDateOf(endsAt) !== date,
      mode: content.mode,
      chairId: known.has(content.chairId) ? content.chairId : null,
      coChairIds: content.coChairIds.filter((id) => known.has(id)),
      secretaryIds: content.secretaryIds.filter((id) => known.has(id)),
      siteIds: content.siteIds.filter((id) => inForce.has(id)),
      agenda: content.agenda.map((item, index) => ({
        key: `item-${index}`,
        title: item.title,
        durationMinutes: item.durationMinutes,
        speakingLimitMinutes: item.speakingLimitSeconds === null ? '' : item.speakingLimitSeconds / 60,
      })),
    },
    missingPeople: [...new Set(officers)].filter((id) => !known.has(id)).map(nameOf(people)),
    missingSites: content.siteIds.filter((id) => !inForce.has(id)).map(nameOf(siteNames)),
  };
}
