// The HTTP door as one Express application: guards, then routes, then the one error answer. Owns no state but rate counters.

import compression from 'compression';
import express, { type Express, type RequestHandler, Router } from 'express';
import { LIMITS } from '../contract/index.ts';
import type { Log } from '../lib/log.ts';
import { answerNotFound, createErrorHandler } from './answerErrors.ts';
import { createTokenReader, readBearer, refuseUnknownBearer } from './bearer.ts';
import type { ApiContext } from './context.ts';
import { createRateLimit, createSecurityHeaders, permissionsPolicy, refuseForeignWrites } from './guards.ts';
import { keepSession } from './request.ts';
import { createAnswerRoutes } from './routes/answers.ts';
import { createConferenceRoutes } from './routes/conferences.ts';
import { createFeedDoor, createFeedRoutes } from './routes/feeds.ts';
import { createInvitationRoutes } from './routes/invitations.ts';
import { createLifeRoutes } from './routes/life.ts';
import { createOpenApiRoutes } from './routes/openapi.ts';
import { createAccountRoutes, createOrganisationRoutes } from './routes/organisation.ts';
import { createOrganisationSheetRoutes } from './routes/organisationSheet.ts';
import { createPageRoutes } from './routes/pages.ts';
import { createPaperRoutes } from './routes/papers.ts';
import { createPlanningRoutes } from './routes/planning.ts';
import { createPlanningRuleRoutes } from './routes/planningRules.ts';
import { createRecordRoutes } from './routes/records.ts';
import { createSeriesRoutes } from './routes/series.ts';
import { createServiceRoutes } from './routes/service.ts';
import { createSessionRoutes } from './routes/session.ts';
import { createTokenRoutes } from './routes/tokens.ts';
import { createWebhookRoutes } from './routes/webhooks.ts';
import { createWeekFileRoutes } from './routes/weekFiles.ts';
import { findSessionToken, setSessionCookie } from './sessions.ts';

export interface ApiOptions
  extends Omit<ApiContext, 'onConferenceChanged' | 'onSessionsEnded'>,
    Partial<Pick<ApiContext, 'onConferenceChanged' | 'onSessionsEnded'>> {
  readonly log: Log;
  /** The built client (client/dist). */
  readonly publicDir: string;
  /** Whether exactly one proxy in front is to be believed about addresses and hosts. */
  readonly trustProxy: boolean;
}

/** bytes; below it, packing an answer takes longer than sending it over the province's own fibre */
const WORTH_PACKING = 8_192;

/** The application, ready for `httpServer.on('request', …)`. */
export function createApi(options: ApiOptions): Express {
  const context: ApiContext = { onConferenceChanged: () => undefined, onSessionsEnded: () => undefined, ...options };
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', options.trustProxy ? 1 : false);
  app.use(
    createSecurityHeaders({ secure: options.secureCookies }),
    permissionsPolicy,
    compression({ threshold: WORTH_PACKING }),
  );
  app.use(createServiceRoutes(context));
  app.use(createFeedDoor(context));
  app.use('/api', createApiRouter(context));
  app.use(createPageRoutes(options.publicDir));
  app.use(answerNotFound, createErrorHandler(options.log));
  return app;
}

function createApiRouter(context: ApiContext): Router {
  const router = Router();
  router.use(noStore, refuseForeignWrites, createTokenReader(context), createSessionReader(context));
  router.use(createRateLimit(), refuseUnknownBearer);
  router.use(express.json({ limit: LIMITS.httpBodyBytes, strict: true }));
  router.use(createSessionRoutes(context), createAccountRoutes(context), createOrganisationRoutes(context));
  router.use(createOrganisationSheetRoutes(context));
  router.use(createConferenceRoutes(context), createRecordRoutes(context));
  router.use(createPaperRoutes(context));
  router.use(createInvitationRoutes(context), createAnswerRoutes(context));
  router.use(createLifeRoutes(context), createPlanningRuleRoutes(context), createSeriesRoutes(context));
  router.use(createFeedRoutes(context), createWeekFileRoutes(context), createPlanningRoutes(context));
  router.use(createTokenRoutes(context), createWebhookRoutes(context), createOpenApiRoutes());
  router.use(answerNotFound);
  return router;
}

/** Answers depend on who asks: no cache between may keep them. */
const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

/** Finds who asks; a bearer request has no session, whatever cookie it carries. A room's session that was just renewed renews its cookie with the same answer. */
function createSessionReader({ store, clock, secureCookies }: ApiContext): RequestHandler {
  return async (request, response, next) => {
    const token = readBearer(request) === undefined ? findSessionToken(request.headers.cookie) : undefined;
    const found = token === undefined ? undefined : await store.auth.findSession(token, clock());
    if (token !== undefined && found !== undefined) {
      keepSession(request, { token, account: found.account });
      if (found.renewed) setSessionCookie(response, token, found.expiresAt, secureCookies);
    }
    next();
  };
}
