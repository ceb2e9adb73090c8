// The documentation of this very door, for anybody on the network: as OpenAPI and as a page. Made once, when first asked for.

import { Router } from 'express';
import { DOCS_ICON, DOCS_STYLE, renderDocsPage } from '../openapi/docsPage.ts';
import { createOpenApiDocument } from '../openapi/document.ts';

export function createOpenApiRoutes(): Router {
  const router = Router();
  let made: { readonly json: string; readonly page: string } | null = null;
  const make = () => {
    if (made === null) {
      const document = createOpenApiDocument();
      made = { json: JSON.stringify(document), page: renderDocsPage(document) };
    }
    return made;
  };

  router.get('/openapi.json', (_request, response) => {
    response.type('application/json').send(make().json);
  });
  router.get('/docs', (_request, response) => {
    response.type('html').send(make().page);
  });
  router.get('/docs/style.css', (_request, response) => {
    response.type('css').send(DOCS_STYLE);
  });

  router.get('/docs/icon.svg', (_request, response) => {
    response.type('svg').send(DOCS_ICON);
  });

  return router;
}
