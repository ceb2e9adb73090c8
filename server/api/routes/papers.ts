// Papers over HTTP: who manages, who reads, and the file itself. Every byte goes out under an opening that was logged before.

import { type Request, type Response, Router } from 'express';
import {
  type ConferenceId,
  type ConferenceView,
  LIMITS,
  type PaperId,
  type PaperKind,
  type PaperListView,
  type PaperOpened,
  type PaperOpeningId,
  type PaperRefusal,
  type PaperView,
  paperEditSchema,
  paperOpenSchema,
  paperOrderSchema,
  paperRecallSchema,
  paperUploadSchema,
  paperVersionSchema,
} from '../../contract/index.ts';
import { AppError } from '../../lib/AppError.ts';
import type { OpenedFile, PaperActor, Upload } from '../../papers/ports.ts';
import type { ApiContext } from '../context.ts';
import { type Action, isAllowed } from '../policy.ts';
import type { SessionAccount } from '../ports.ts';
import { createPaperReceiver, discard } from '../receivePaper.ts';
import { answerVersioned, authorise, getIfMatch, parse, parseId } from '../request.ts';
import { presentFor } from './conferences.ts';

const TYPES: Readonly<Record<PaperKind, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};
const HOUR_MS = 3_600_000;

export function createPaperRoutes({ store, papers, clock }: ApiContext): Router {
  const router = Router();
  const receive = createPaperReceiver(papers.incomingFolder);

  /** The conference of the address as this account sees it. Errors: notSignedIn, forbidden, notFound. */
  const enter = async (request: Request, action: Action) => {
    const { account } = authorise(request, action);
    const conferenceId = parseId<ConferenceId>(request, 'conferenceId');
    const conference = await store.schedule.get(conferenceId);
    presentFor(account, conference);
    assertInvited(account, conference);
    return { account, conferenceId, conference };
  };
  const list = async (account: SessionAccount, conference: ConferenceView): Promise<PaperListView> =>
    presentList(account, conference, {
      papers: await store.papers.list(conference.conferenceId),
      removed: isAllowed(account.role, 'papers.write') ? await store.papers.listRemoved(conference.conferenceId) : [],
    });

  router.get('/conferences/:conferenceId/papers', async (request, response) => {
    const { account, conference } = await enter(request, 'papers.read');
    response.json(await list(account, conference));
  });

  router.post('/conferences/:conferenceId/papers', async (request, response) => {
    const { account, conferenceId, conference } = await enter(request, 'papers.write');
    const { upload, fields } = await receive(request, response);
    const { noStateSecret: _confirmed, ...paper } = await parseFields(upload, fields, (given) =>
      parse(paperUploadSchema, given),
    );
    answerVersioned(
      response,
      await papers.add(conferenceId, paper, upload, actorOf(account, conference), clock()),
      201,
    );
  });

  router.post('/conferences/:conferenceId/papers/:paperId/versions', async (request, response) => {
    const { account, conferenceId, conference } = await enter(request, 'papers.write');
    const paperId = parseId<PaperId>(request, 'paperId');
    const version = getIfMatch(request);
    const { upload, fields } = await receive(request, response);
    await parseFields(upload, fields, (given) => parse(paperVersionSchema, given));
    const by = actorOf(account, conference);
    answerVersioned(response, await papers.addVersion(conferenceId, paperId, version, upload, by, clock()), 201);
  });

  router.patch('/conferences/:conferenceId/papers/:paperId', async (request, response) => {
    const { conferenceId } = await enter(request, 'papers.write');
    const paperId = parseId<PaperId>(request, 'paperId');
    const edit = parse(paperEditSchema, request.body);
    answerVersioned(response, await store.papers.edit(conferenceId, paperId, getIfMatch(request), edit));
  });

  router.delete('/conferences/:conferenceId/papers/:paperId', async (request, response) => {
    const { account, conferenceId, conference } = await enter(request, 'papers.write');
    const paperId = parseId<PaperId>(request, 'paperId');
    const by = actorOf(account, conference);
    await papers.remove({ conferenceId, paperId, version: getIfMatch(request), by, now: clock() });
    response.json(await list(account, conference));
  });

  router.post('/conferences/:conferenceId/papers/order', async (request, response) => {
    const { account, conferenceId, conference } = await enter(request, 'papers.write');
    const { from, to } = parse(paperOrderSchema, request.body);
    await store.papers.reorder(conferenceId, from, to);
    response.json(await list(account, conference));
  });

  router.post('/conferences/:conferenceId/papers/recall', async (request, response) => {
    const { account, conferenceId, conference } = await enter(request, 'papers.recall');
    if (!canRecall(account, conference)) throw new AppError('forbidden');
    const { paperId } = parse(paperRecallSchema, request.body);
    await store.papers.recall(conferenceId, paperId, actorOf(account, conference), clock());
    response.json(await list(account, conference));
  });

  router.get('/conferences/:conferenceId/papers/openings', async (request, response) => {
    const { conferenceId } = await enter(request, 'papers.log');
    response.json(await store.papers.listOpenings(conferenceId));
  });

  router.post('/conferences/:conferenceId/papers/:paperId/openings', async (request, response) => {
    const { account, conferenceId, conference } = await enter(request, 'papers.read');
    assertHeld(conference);
    const paperId = parseId<PaperId>(request, 'paperId');
    const asked = parse(paperOpenSchema, request.body);
    const opened = await store.papers.open(conferenceId, paperId, asked, actorOf(account, conference), clock());
    const answer: PaperOpened = { ...opened, path: `/api/papers/openings/${opened.openingId}` };
    response.status(201).json(answer);
  });

  router.get('/papers/openings/:openingId', async (request, response, next) => {
    const { account } = authorise(request, 'papers.read');
    const opening = await store.papers.findOpening(parseId<PaperOpeningId>(request, 'openingId'));
    if (opening === undefined || opening.accountId !== account.accountId) throw new AppError('notFound');
    const conference = await store.schedule.get(opening.conferenceId);
    presentFor(account, conference);
    assertInvited(account, conference);
    assertHeld(conference);
    if (opening.isRecalled) throw refusal('recalled');
    if (clock().getTime() - opening.openedAt.getTime() > LIMITS.paperOpeningHours * HOUR_MS)
      throw new AppError('notFound');
    sendFile(response, opening, papers.filesFolder, next);
  });

  return router;
}

/** The site's name is that of the conference's day. */
function actorOf({ accountId, name, siteId }: SessionAccount, conference: ConferenceView): PaperActor {
  const site = conference.sites.find((candidate) => candidate.siteId === siteId);
  return { accountId, name, siteName: site?.name ?? null };
}

function refusal(reason: PaperRefusal): AppError {
  const message = reason === 'recalled' ? 'Tài liệu đã được thu hồi.' : undefined;
  return new AppError('forbidden', { details: { reason }, ...(message === undefined ? {} : { message }) });
}

/** Secretaries, the officers, chairs whose room is invited, and the rooms themselves. Errors: forbidden. */
function assertInvited(account: SessionAccount, conference: ConferenceView): void {
  if (account.role === 'secretary' || isOfficer(account, conference)) return;
  if (!conference.sites.some((site) => site.siteId === account.siteId)) throw refusal('notInvited');
}

/** Errors: forbidden for a conference that was cancelled: nothing of it is to be read. */
function assertHeld(conference: ConferenceView): void {
  if (conference.status === 'cancelled') throw refusal('cancelled');
}

function isOfficer({ accountId }: SessionAccount, { chair, coChairs }: ConferenceView): boolean {
  return [chair, ...coChairs].some((officer) => officer.accountId === accountId);
}

function canRecall(account: SessionAccount, conference: ConferenceView): boolean {
  return account.role === 'secretary' || (account.role === 'chair' && isOfficer(account, conference));
}

/** Who reads sees what is in force; who manages sees what went before. */
function presentList(
  account: SessionAccount,
  conference: ConferenceView,
  { papers, removed }: Pick<PaperListView, 'papers' | 'removed'>,
): PaperListView {
  const canManage = isAllowed(account.role, 'papers.write');
  const shown = canManage ? papers : papers.map(withoutDesk);
  return {
    conferenceId: conference.conferenceId,
    canManage,
    canRecall: canRecall(account, conference),
    totalBytes: shown.flatMap((paper) => paper.versions).reduce((sum, version) => sum + version.sizeBytes, 0),
    papers: shown,
    removed,
  };
}

function withoutDesk(paper: PaperView): PaperView {
  return { ...paper, removable: false, versions: paper.versions.slice(0, 1) };
}

/** A refused form leaves no file behind. Errors: invalidInput; stateSecretUnconfirmed first of all. */
async function parseFields<T>(upload: Upload, fields: unknown, parseThem: (fields: unknown) => T): Promise<T> {
  try {
    if ((fields as { noStateSecret?: unknown }).noStateSecret !== 'true')
      throw new AppError('invalidInput', { details: { reason: 'stateSecretUnconfirmed' satisfies PaperRefusal } });
    return parseThem(fields);
  } catch (error) {
    await discard(upload);
    throw error;
  }
}

/** The browser may show it to nobody but this page: no sniffing, no cache, no script, no frame; parts of it by Range. */
function sendFile(response: Response, opening: OpenedFile, root: string, next: (error: unknown) => void): void {
  const isView = opening.purpose === 'view';
  const name = isView ? opening.fileName.replace(/\.\w+$/, '.pdf') : opening.fileName;
  response.attachment(name);
  if (isView)
    response.set('Content-Disposition', String(response.get('Content-Disposition')).replace('attachment', 'inline'));
  response.set({
    'Content-Type': isView ? TYPES.pdf : TYPES[opening.kind],
    'Cache-Control': 'private, no-store, no-transform',
    'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    ETag: `"${opening.file.hash}"`,
  });
  response.sendFile(opening.file.hash, { root, cacheControl: false, lastModified: false }, (error) => {
    // A browser that went away is no fault; a row whose file is gone is ours.
    if (error !== undefined && !response.headersSent) next(error);
  });
}
