// Who may give which command (rules PM1–PM6). The server decides with it and the console shows its buttons with it.
// Never looks at the phase of anything: that is decide's work.

import type { CommandName } from '../../contract/commands.ts';
import type { SiteId } from '../../contract/ids.ts';
import type { Capacity } from '../../contract/roles.ts';
import type { Actor, ConferenceState } from '../../contract/state.ts';

const CONTROL: readonly Capacity[] = ['chair', 'secretary'];
const CONTROL_AND_TECHNICIAN: readonly Capacity[] = ['chair', 'secretary', 'technician'];
/** Whoever sits at a site of the conference, for that site only. */
const OWN_SITE: readonly Capacity[] = ['chair', 'coChair', 'site'];
const OWN_SITE_AND_CONTROL: readonly Capacity[] = ['chair', 'coChair', 'secretary', 'site'];

/** The capacities that may give each command; anybody else is refused (PM1). */
export const PERMITTED: Record<CommandName, readonly Capacity[]> = {
  'conference.open': CONTROL,
  'conference.pause': CONTROL,
  'conference.resume': CONTROL,
  'conference.requestClose': CONTROL,
  'conference.cancelClose': CONTROL,
  'conference.confirmClose': CONTROL,
  'site.admit': CONTROL_AND_TECHNICIAN,
  'site.admitAll': CONTROL_AND_TECHNICIAN,
  'site.drop': CONTROL_AND_TECHNICIAN,
  'site.message': CONTROL_AND_TECHNICIAN,
  'rollCall.start': CONTROL,
  'rollCall.callOn': CONTROL,
  'rollCall.endCallOn': CONTROL,
  'rollCall.mark': CONTROL,
  'rollCall.confirm': OWN_SITE,
  'rollCall.finish': CONTROL,
  'mode.set': CONTROL,
  'floor.request': OWN_SITE_AND_CONTROL,
  'floor.withdraw': OWN_SITE_AND_CONTROL,
  'floor.accept': CONTROL,
  'floor.deny': CONTROL,
  'floor.grant': CONTROL,
  'floor.release': OWN_SITE,
  'floor.revoke': CONTROL,
  'floor.extend': CONTROL,
  'floor.move': CONTROL,
  'microphone.muteAll': CONTROL_AND_TECHNICIAN,
  'microphone.mute': CONTROL_AND_TECHNICIAN,
  'microphone.open': CONTROL_AND_TECHNICIAN,
  'microphone.setOwn': OWN_SITE,
  'stage.set': CONTROL_AND_TECHNICIAN,
  'content.take': OWN_SITE,
  'content.release': OWN_SITE,
  'content.grant': CONTROL_AND_TECHNICIAN,
  'content.revoke': CONTROL_AND_TECHNICIAN,
  'chair.handOver': ['chair', 'secretary', 'coChair'],
  'agenda.goTo': CONTROL,
  'directive.record': CONTROL,
  'incident.note': CONTROL_AND_TECHNICIAN,
};

/** What the actor is in this conference. The office (chair, co-chair, secretary) goes before the account's role. */
export function capacityOf(state: ConferenceState, actor: Actor): Capacity {
  const { accountId } = actor;
  if (accountId === null) return 'outsider';
  if (accountId === state.chair.accountId) return 'chair';
  if (state.coChairs.some((officer) => officer.accountId === accountId)) return 'coChair';
  if (state.secretaryIds.includes(accountId)) return 'secretary';
  if (actor.role === 'technician') return 'technician';
  if (actor.role === 'site') return actor.siteId !== null && state.sites[actor.siteId] ? 'site' : 'outsider';
  // An administrator keeps the service, not the meeting: watches, commands nothing.
  return actor.role === 'observer' || actor.role === 'administrator' ? 'observer' : 'outsider';
}

/** True if the actor's capacity may give the command at all; the state may still refuse it. */
export function canGive(state: ConferenceState, actor: Actor, commandName: CommandName): boolean {
  return PERMITTED[commandName].includes(capacityOf(state, actor));
}

/** The site the actor sits at in this conference: an officer's seat, else the account's own site; null: none. */
export function ownSiteOf(state: ConferenceState, actor: Actor): SiteId | null {
  const officer = [state.chair, ...state.coChairs].find((one) => one.accountId === actor.accountId);
  const siteId = officer?.siteId ?? actor.siteId;
  return siteId !== null && state.sites[siteId] ? siteId : null;
}
