// The life of a conference over HTTP: its acts, its history, and the deadlines that go with it. Who may do which act on which
// conference is the domain's table, asked by the store under the conference's lock.

import { type Request, Router } from 'express';
import {
  type ConferenceId,
  type ConferenceView,
  deadlineQuestionSchema,
  lifeCommentSchema,
  lifePostponeSchema,
  lifeRescheduleSchema,
  lifeReturnSchema,
} from '../../contract/index.ts';
import { localDateOf } from '../../domain/scheduling/civilDate.ts';
import { adviseDeadlines, type DeadlineQuestion } from '../../domain/scheduling/deadlines.ts';
import { ruleSetOn } from '../../domain/scheduling/ruleSets.ts';
import { createCalendar } from '../../domain/scheduling/workingDays.ts';
import type { ApiContext } from '../context.ts';
import type { Action } from '../policy.ts';
import type { ApiStore, Doing } from '../ports.ts';
import { answerVersioned, authorise, getIfMatch, parse, parseId } from '../request.ts';
import { presentFor } from './conferences.ts';

const NOTHING_DONE = { invitationSentAt: null, papersSentAt: null, concludedAt: null };

export function createLifeRoutes({ store, clock, onConferenceChanged }: ApiContext): Router {
  const router = Router();

  const act = (name: string, action: Action, perform: (doing: Doing, request: Request) => Promise<ConferenceView>) =>
    router.post(`/conferences/:conferenceId/${name}`, async (request, response) => {
      const { account } = authorise(request, action);
      const conferenceId = parseId<ConferenceId>(request, 'conferenceId');
      const doing = { conferenceId, version: getIfMatch(request), by: account, now: clock() };
      const changed = await perform(doing, request);
      onConferenceChanged(conferenceId);
      answerVersioned(response, changed);
    });
  const comment = (request: Request) => parse(lifeCommentSchema, request.body).comment;
  act('submit', 'conferences.write', (doing, request) => store.life.submit(doing, comment(request)));
  act('approve', 'conferences.approve', (doing, request) => store.life.approve(doing, comment(request)));
  act('return', 'conferences.approve', (doing, request) =>
    store.life.return(doing, parse(lifeReturnSchema, request.body).comment),
  );
  act('postpone', 'conferences.write', (doing, request) =>
    store.life.postpone(doing, parse(lifePostponeSchema, request.body)),
  );
  act('reschedule', 'conferences.write', (doing, request) =>
    store.life.reschedule(doing, parse(lifeRescheduleSchema, request.body)),
  );
  act('conclude', 'conferences.write', (doing, request) => store.life.conclude(doing, comment(request)));

  router.get('/conferences/:conferenceId/life', async (request, response) => {
    const { account } = authorise(request, 'conferences.readDrafts');
    response.json(await store.life.getLife(parseId<ConferenceId>(request, 'conferenceId'), account));
  });
  router.get('/conferences/:conferenceId/deadlines', async (request, response) => {
    const { account } = authorise(request, 'conferences.readDrafts');
    const conference = presentFor(account, await store.schedule.get(parseId<ConferenceId>(request, 'conferenceId')));
    response.json(await advise(store, conference, await findDone(store, conference.conferenceId), clock()));
  });
  router.post('/deadlines', async (request, response) => {
    const { account } = authorise(request, 'conferences.readDrafts');
    const { conferenceId, ...asked } = parse(deadlineQuestionSchema, request.body);
    if (conferenceId !== undefined) presentFor(account, await store.schedule.get(conferenceId));
    const done = conferenceId === undefined ? NOTHING_DONE : await findDone(store, conferenceId);
    response.json(await advise(store, asked, done, clock()));
  });

  return router;
}

/** What has been sent and issued of a stored conference. */
async function findDone(
  store: Pick<ApiStore, 'life' | 'papers'>,
  conferenceId: ConferenceId,
): Promise<DeadlineQuestion['done']> {
  const [milestones, papersSentAt] = await Promise.all([
    store.life.findMilestones(conferenceId),
    store.papers.findSentAt(conferenceId),
  ]);
  return { ...milestones, papersSentAt };
}

async function advise(
  store: Pick<ApiStore, 'planningRules'>,
  conference: DeadlineQuestion['conference'],
  done: DeadlineQuestion['done'],
  now: Date,
) {
  const ruleSets = await store.planningRules.listRuleSets();
  const { days } = await store.planningRules.getHolidays();
  return adviseDeadlines({
    conference,
    ruleSet: ruleSetOn(ruleSets, localDateOf(conference.startsAt)),
    calendar: createCalendar(days),
    now: now.toISOString(),
    done,
  });
}
