// The built browser client: three pages, their files, and how long a browser may keep them. Serves nothing else from the disk.

import { resolve } from 'node:path';
import express, { type RequestHandler, Router } from 'express';

/** Files under /assets carry the hash of their content in their name. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** Pages name the assets of one build: ask each time, usually answered "not modified". */
const ASK_EACH_TIME = 'no-cache';

/** `/room` is the room's own light page, `/console/…` the console, every other address the planner. */
export function createPageRoutes(publicDir: string): Router {
  const root = resolve(publicDir);
  const router = Router();
  const page =
    (file: string): RequestHandler =>
    (_request, response, next) => {
      response.set('Cache-Control', ASK_EACH_TIME);
      response.sendFile(file, { root, cacheControl: false }, (error) => {
        // Not built yet, or the browser went away: both end as "not found", neither is a bug of ours.
        if (error !== undefined && !response.headersSent) next();
      });
    };
  const assets = express.static(`${root}/assets`, {
    index: false,
    redirect: false,
    cacheControl: false,
    setHeaders: (response) => response.setHeader('Cache-Control', FOR_EVER),
  });
  router.use('/assets', assets, (_request, _response, next) => next('router'));
  router.get(/^\/room\/?$/, page('room.html'));
  router.get(/^\/console(?:\/.*)?$/, page('console.html'));
  router.use(
    express.static(root, {
      index: false,
      redirect: false,
      cacheControl: false,
      setHeaders: (response) => response.setHeader('Cache-Control', ASK_EACH_TIME),
    }),
  );
  // An address with an extension is a file that is not there, not a page of the planner.
  router.get(/^[^.]*$/, page('index.html'));
  return router;
}
