// Which sites have not answered, as the reminders' clock asks for them. Joins answers with recipients; decides nothing, sends nothing.

import type { ReminderSource } from '../jobs/ports.ts';
import { describeForMail, type InvitationDesk } from './InvitationDesk.ts';
import type { Awaited, AwaitedStore, InvitationStore, LetterheadStore } from './ports.ts';

/** milliseconds before the deadline from which on a conference is worth a look; reminding begins two days before */
const LOOK_AHEAD_MS = 3 * 86_400_000;

export function createReminderSource(options: {
  readonly answers: AwaitedStore;
  readonly invitations: Pick<InvitationStore, 'listRecipients'>;
  readonly letterheads: LetterheadStore;
  /** Asked at each tick: the desk is made after the queue. */
  readonly desk: () => InvitationDesk;
}): ReminderSource {
  const { answers, invitations, letterheads, desk } = options;
  const present = async ({ conference, invitedAt, answerBy }: Awaited) => {
    const { letterhead } = await letterheads.read(null);
    const recipients = await invitations.listRecipients(null, conference);
    return {
      conferenceId: conference.conferenceId,
      ...describeForMail(conference, letterhead),
      invitedAt,
      answerBy,
      sites: conference.sites.map(({ siteId, name }) => ({
        siteId,
        name,
        recipients: recipients.filter((recipient) => recipient.answersFor === siteId),
        answerUrl: desk().answerUrl(conference, { answersFor: siteId }),
      })),
    };
  };
  return {
    async listAwaited(now) {
      const awaited = (await answers.listAwaited(now)).filter((one) => {
        const leftMs = Date.parse(one.answerBy) - now.getTime();
        return leftMs > 0 && leftMs <= LOOK_AHEAD_MS;
      });
      const conferences = [];
      for (const one of awaited) conferences.push(await present(one));
      return {
        conferences,
        answers: awaited.flatMap(({ conference: { conferenceId }, answers: known }) =>
          known.map((answer) => ({ conferenceId, ...answer })),
        ),
      };
    },
    markReminded: (tx, reminder) => answers.markReminded(tx, reminder),
  };
}
