// The handler of `reminders.tick`: asks who has not answered and queues one letter a recipient. What is due is decided in dueReminders.
// Twice in one minute, or on two machines, changes nothing: the letter's key holds site and day.

import type { JobContext } from '../createJobs.ts';
import type { PostOffice } from '../mail/PostOffice.ts';
import { renderMail } from '../mail/renderMail.ts';
import type { MailStore, NewMail, ReminderSource } from '../ports.ts';
import { type DueReminder, dueReminders } from './dueReminders.ts';

export interface Reminding {
  readonly source: ReminderSource;
  readonly store: MailStore;
  readonly postOffice: PostOffice;
  readonly now: () => Date;
}

/** One transaction a site: a bad address of one keeps nobody else from being reminded. */
export async function remind(reminding: Reminding, context: JobContext): Promise<void> {
  const now = reminding.now();
  const { conferences, answers } = await reminding.source.listAwaited(now);
  for (const due of dueReminders(conferences, answers, now)) {
    if (context.signal.aborted) return;
    const { conferenceId } = due.conference;
    const { siteId } = due.site;
    try {
      await reminding.store.transaction(async (tx) => {
        await reminding.postOffice.post(tx, { conferenceId, letters: toLetters(due) });
        await reminding.source.markReminded(tx, { conferenceId, siteId, at: now });
      });
    } catch (error) {
      context.log.error({ err: error, conferenceId, siteId }, 'reminder not queued');
    }
  }
}

function toLetters({ conference, site, localDate }: DueReminder): NewMail[] {
  return site.recipients.map(({ address, name }) => {
    const facts = { ...conference, siteName: site.name, answerUrl: site.answerUrl, conferenceUrl: null };
    return {
      kind: 'reminder',
      address,
      name,
      idempotencyKey: `reminder:${conference.conferenceId}:${site.siteId}:${localDate}:${address}`,
      content: { ...renderMail({ kind: 'reminder' }, facts, name), ics: null, attachmentIds: [] },
    };
  });
}
