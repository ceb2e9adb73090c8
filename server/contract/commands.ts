// The live commands: name → input schema. One table; the door, decide and the client are all typed from it.
// Every command travels as { requestId, conferenceId, name, input } and is answered with { seq } of its last entry.

import { z } from 'zod';
import type { AccountId, AgendaItemId, ConferenceId, RequestId, SiteId } from './ids.ts';
import { LIMITS } from './limits.ts';
import { LAYOUTS, MODES, ROLL_CALL_MARKS } from './state.ts';

const id = <T extends string>() => z.uuid().transform((value) => value.toLowerCase() as T);
export const conferenceIdSchema = id<ConferenceId>();
export const siteIdSchema = id<SiteId>();
export const accountIdSchema = id<AccountId>();
export const requestIdSchema = id<RequestId>();
const agendaItemId = id<AgendaItemId>();

const none = z.strictObject({});
const text = z.string().normalize('NFC').trim().min(1).max(LIMITS.textLength);
const message = z.string().normalize('NFC').trim().min(1).max(LIMITS.messageLength);
const oneSite = z.strictObject({ siteId: siteIdSchema });
const oneRequest = z.strictObject({ floorRequestId: requestIdSchema });

export const COMMANDS = {
  'conference.open': none,
  'conference.pause': none,
  'conference.resume': none,
  'conference.requestClose': none,
  'conference.cancelClose': none,
  'conference.confirmClose': z.strictObject({ closeRequestId: requestIdSchema }),
  'site.admit': oneSite,
  'site.admitAll': none,
  'site.drop': z.strictObject({ siteId: siteIdSchema, reason: message.nullable().default(null) }),
  'site.message': z.strictObject({ siteId: siteIdSchema.nullable(), text: message }),
  'rollCall.start': none,
  /** Puts the site on the main screen and opens its microphone for its answer only. */
  'rollCall.callOn': oneSite,
  'rollCall.endCallOn': none,
  'rollCall.mark': z.strictObject({
    siteId: siteIdSchema,
    mark: z.enum(ROLL_CALL_MARKS),
    note: message.nullable().default(null),
  }),
  /** The site itself: we are here, and this is who speaks for us. */
  'rollCall.confirm': z.strictObject({
    caption: z.string().normalize('NFC').trim().max(LIMITS.nameLength).nullable().default(null),
  }),
  'rollCall.finish': none,
  'mode.set': z.strictObject({ mode: z.enum(MODES) }),
  /** `siteId` null: the actor's own site; the secretary may register a site that asked by voice. */
  'floor.request': z.strictObject({
    siteId: siteIdSchema.nullable().default(null),
    topic: message.nullable().default(null),
  }),
  /** `floorRequestId` null: the actor's own site's request. */
  'floor.withdraw': z.strictObject({ floorRequestId: requestIdSchema.nullable().default(null) }),
  'floor.accept': oneRequest,
  'floor.deny': oneRequest,
  /** Invites a site, whether it asked or not. `limitSeconds` null: the agenda item's limit. */
  'floor.grant': z.strictObject({
    siteId: siteIdSchema,
    limitSeconds: z.number().int().positive().max(LIMITS.speakingLimitSeconds).nullable().default(null),
  }),
  'floor.release': none,
  'floor.revoke': none,
  'floor.extend': z.strictObject({ seconds: z.number().int().positive().max(LIMITS.extensionSeconds).default(120) }),
  'floor.move': z.strictObject({ floorRequestId: requestIdSchema, direction: z.enum(['up', 'down']) }),
  'microphone.muteAll': none,
  'microphone.mute': oneSite,
  'microphone.open': oneSite,
  'microphone.setOwn': z.strictObject({ open: z.boolean() }),
  /** `pinned[i]` null: the rules fill pane i. An empty list unpins everything. */
  'stage.set': z.strictObject({
    layout: z.enum(LAYOUTS),
    pinned: z.array(siteIdSchema.nullable()).max(LIMITS.panes).default([]),
  }),
  'content.take': none,
  'content.release': none,
  'content.grant': oneSite,
  'content.revoke': none,
  'chair.handOver': z.strictObject({ accountId: accountIdSchema }),
  'agenda.goTo': z.strictObject({ itemId: agendaItemId }),
  'directive.record': z.strictObject({ text }),
  'incident.note': z.strictObject({ siteId: siteIdSchema.nullable().default(null), text: message }),
} as const satisfies Record<string, z.ZodType>;

export type CommandName = keyof typeof COMMANDS;
export type CommandInput<N extends CommandName> = z.output<(typeof COMMANDS)[N]>;
/** What a client may write: defaults left out. */
export type CommandDraft<N extends CommandName> = z.input<(typeof COMMANDS)[N]>;
/** A parsed command, discriminated by `name`. */
export type Command = { [N in CommandName]: { readonly name: N; readonly input: CommandInput<N> } }[CommandName];

export const commandEnvelopeSchema = z.strictObject({
  requestId: requestIdSchema,
  conferenceId: conferenceIdSchema,
  name: z.enum(Object.keys(COMMANDS) as [CommandName, ...CommandName[]]),
  input: z.unknown(),
});

/** Acts of the service itself, never on the wire: a site's page came or went, the service came back. */
export type SystemCommand =
  | { readonly name: 'site.arrive'; readonly input: { readonly siteId: SiteId } }
  | { readonly name: 'site.depart'; readonly input: { readonly siteId: SiteId; readonly reason: 'left' | 'lost' } }
  | { readonly name: 'service.recover'; readonly input: { readonly aliveAt: string } };
