// The office's letterhead and addresses, the giấy mời of a conference with its signed copy, its letters, and the outbox of a trial.
// Writing letters is the desk's; this only shows and asks.

import express, { type Request, type Response, Router } from 'express';
import { mailAddressWriteSchema, workingHoursWriteSchema } from '../../contract/answers.ts';
import { type AccountId, type ConferenceId, LIMITS, type SiteId } from '../../contract/index.ts';
import { invitationDetailsSchema, letterheadSchema } from '../../contract/records.ts';
import { AppError } from '../../lib/AppError.ts';
import type { ApiContext } from '../context.ts';
import type { Action } from '../policy.ts';
import { answerVersioned, authorise, getIfMatch, parse, parseId } from '../request.ts';
import { presentFor } from './conferences.ts';

const PDF = 'application/pdf';
const TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: PDF,
} as const;
/** What every PDF begins with (ISO 32000, 7.5.2). */
const PDF_MARK = Buffer.from('%PDF-');

export function createInvitationRoutes(context: ApiContext): Router {
  const router = Router();
  addOffice(router, context);
  addPaper(router, context);
  addPreview(router, context);
  addSigned(router, context);
  addLetters(router, context);
  return router;
}

function addOffice(router: Router, { store, clock, invitations }: ApiContext): void {
  router.get('/settings/letterhead', async (request, response) => {
    authorise(request, 'letterhead.read');
    answerVersioned(response, await store.letterheads.get());
  });
  router.patch('/settings/letterhead', async (request, response) => {
    authorise(request, 'letterhead.write');
    const letterhead = parse(letterheadSchema, request.body);
    answerVersioned(response, await store.letterheads.edit(getIfMatch(request), letterhead));
  });
  router.post('/settings/letterhead/preview', async (request, response) => {
    authorise(request, 'letterhead.write');
    const content = await invitations.makeSample(parse(letterheadSchema, request.body));
    sendFile(response, PDF, 'giay-moi.pdf', content);
  });
  router.get('/settings/working-hours', async (request, response) => {
    authorise(request, 'settings.read');
    answerVersioned(response, await store.settings.getWorkingHours());
  });
  router.patch('/settings/working-hours', async (request, response) => {
    authorise(request, 'settings.write');
    const { workingHours } = parse(workingHoursWriteSchema, request.body);
    answerVersioned(response, await store.settings.editWorkingHours(getIfMatch(request), workingHours));
  });
  router.get('/mail-addresses', async (request, response) => {
    authorise(request, 'letterhead.read');
    response.json(await store.letterheads.listAddresses(clock()));
  });
  router.patch('/mail-addresses/sites/:siteId', async (request, response) => {
    authorise(request, 'letterhead.write');
    const siteId = parseId<SiteId>(request, 'siteId');
    const { email } = parse(mailAddressWriteSchema, request.body);
    const version = getIfMatch(request);
    answerVersioned(response, await store.letterheads.editSiteAddress(siteId, version, email, clock()));
  });
  router.patch('/mail-addresses/accounts/:accountId', async (request, response) => {
    authorise(request, 'letterhead.write');
    const accountId = parseId<AccountId>(request, 'accountId');
    const { email } = parse(mailAddressWriteSchema, request.body);
    answerVersioned(
      response,
      await store.letterheads.editAccountAddress(accountId, getIfMatch(request), email, clock()),
    );
  });
}

function addPaper(router: Router, context: ApiContext): void {
  const { store, invitations, clock } = context;
  router.get('/conferences/:conferenceId/invitation', async (request, response) => {
    const { conferenceId } = await enter(context, request, 'invitations.read');
    answerVersioned(response, await store.invitations.get(conferenceId));
  });
  router.patch('/conferences/:conferenceId/invitation', async (request, response) => {
    const { conferenceId } = await enter(context, request, 'invitations.write');
    const details = parse(invitationDetailsSchema, request.body);
    answerVersioned(response, await store.invitations.edit(conferenceId, getIfMatch(request), details));
  });
  for (const format of ['docx', 'pdf'] as const) {
    router.get(`/conferences/:conferenceId/invitation.${format}`, async (request, response) => {
      const conference = await enter(context, request, 'invitations.read');
      const { fileName, content } = await invitations.makePaper(conference, { format, details: null, now: clock() });
      sendFile(response, TYPES[format], fileName, content);
    });
  }
}

/** The paper as it is being written; nothing is kept. */
function addPreview(router: Router, context: ApiContext): void {
  const { invitations, clock } = context;
  router.post('/conferences/:conferenceId/invitation/preview', async (request, response) => {
    const conference = await enter(context, request, 'invitations.write');
    const details = parse(invitationDetailsSchema, request.body);
    const { fileName, content } = await invitations.makePaper(conference, { format: 'pdf', details, now: clock() });
    sendFile(response, PDF, fileName, content);
  });
}

function addSigned(router: Router, context: ApiContext): void {
  const { store, clock } = context;
  const receive = express.raw({ type: PDF, limit: LIMITS.signedInvitationBytes });
  router.get('/conferences/:conferenceId/invitation/signed', async (request, response) => {
    const { conferenceId } = await enter(context, request, 'invitations.read');
    const file = await store.invitations.findSigned(conferenceId);
    if (file === undefined) throw new AppError('notFound');
    sendFile(response, PDF, file.fileName, Buffer.from(file.content));
  });
  // Permission first: nobody else's ten megabytes are taken in.
  router.post(
    '/conferences/:conferenceId/invitation/signed',
    async (request, _response, next) => {
      await enter(context, request, 'invitations.write');
      next();
    },
    receive,
    async (request, response) => {
      const { account } = authorise(request, 'invitations.write');
      const conferenceId = parseId<ConferenceId>(request, 'conferenceId');
      const body: unknown = request.body;
      if (!Buffer.isBuffer(body) || !body.subarray(0, PDF_MARK.length).equals(PDF_MARK))
        throw new AppError('invalidInput', { message: 'Bản ký số phải là tệp PDF.' });
      const file = { fileName: 'giay-moi-da-ky.pdf', content: new Uint8Array(body) };
      response.status(201).json(await store.invitations.attachSigned(conferenceId, file, account, clock()));
    },
  );
  router.delete('/conferences/:conferenceId/invitation/signed', async (request, response) => {
    const { conferenceId } = await enter(context, request, 'invitations.write');
    response.json(await store.invitations.removeSigned(conferenceId));
  });
}

function addLetters(router: Router, context: ApiContext): void {
  const { invitations } = context;
  router.get('/conferences/:conferenceId/letters', async (request, response) => {
    const { conferenceId } = await enter(context, request, 'invitations.read');
    response.json(await invitations.listLetters(conferenceId));
  });
  router.post('/conferences/:conferenceId/letters/:deliveryId/repeat', async (request, response) => {
    const { conferenceId } = await enter(context, request, 'invitations.write');
    await invitations.repeatLetter(conferenceId, parseId(request, 'deliveryId'));
    response.json(await invitations.listLetters(conferenceId));
  });
  router.get('/outbox', async (request, response) => {
    authorise(request, 'outbox.read');
    const listed = await invitations.listOutbox();
    if (listed === null) throw new AppError('notFound');
    response.json(listed);
  });
  router.get('/outbox/:mailId', async (request, response) => {
    authorise(request, 'outbox.read');
    response.json(await invitations.readOutbox(parseId(request, 'mailId')));
  });
}

/** The conference of the address, for an account that may. Errors: notSignedIn, forbidden, notFound. */
async function enter({ store }: ApiContext, request: Request, action: Action) {
  const { account } = authorise(request, action);
  return presentFor(account, await store.schedule.get(parseId<ConferenceId>(request, 'conferenceId')));
}

function sendFile(response: Response, type: string, fileName: string, content: Buffer): void {
  response.set('Content-Type', type).set('Content-Disposition', `attachment; filename="${fileName}"`).send(content);
}
