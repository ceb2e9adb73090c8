// The OpenAPI 3.1 document, made from the operations and the schemas the routes themselves parse with.

import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { ERRORS, type ErrorCode } from '../../contract/index.ts';
import { findOperationScope, listErrors, type Operation, TAGS } from './operation.ts';
import { OPERATIONS } from './operations/all.ts';
import { errorAnswer } from './views.ts';
import { describeWebhooks } from './webhooks.ts';

export type OpenApiDocument = ReturnType<typeof createDocument>;

const PRECONDITION_REQUIRED = 428;
const ifMatch = z.string().meta({ description: '`"<version>"`', example: '"3"' });

/** Always the same for the same version of the service. */
export function createOpenApiDocument(operations: readonly Operation[] = OPERATIONS): OpenApiDocument {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const operation of operations) {
    const path = toTemplate(operation.path);
    paths[path] = { ...paths[path], [operation.method]: describe(operation) };
  }
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Hệ thống giao ban trực tuyến – API',
        version: '1.0.0',
        description:
          'Giao diện cho các hệ thống khác của tỉnh: quản lý văn bản, cổng thông tin. Thời điểm theo ISO 8601, giờ UTC. ' +
          'Gửi mã truy cập trong `Authorization: Bearer …`; mã do người quản trị tạo, chỉ mở những địa chỉ thuộc phạm vi của mã.',
      },
      servers: [{ url: '/' }],
      tags: Object.entries(TAGS).map(([name, { vi, en }]) => ({ name, description: `${vi} – ${en}` })),
      paths,
      webhooks: describeWebhooks(),
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'Mã truy cập. Access token.' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'giaoban_session',
            description: 'Phiên đăng nhập của trình duyệt. A browser that is signed in.',
          },
        },
      },
    },
    {
      // An answer may grow: other systems must not refuse a field they do not know.
      override: ({ jsonSchema, io }) => {
        if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      },
    },
  );
}

/** `/api/units/:unitId` → `/api/units/{unitId}`. */
function toTemplate(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const scope = findOperationScope(operation);
  const isOpen = operation.access === 'public' || operation.access === 'ownSecret';
  const names = [...operation.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  return {
    operationId: toOperationId(operation),
    tags: [operation.tag],
    summary: operation.vi,
    description: operation.en,
    security: isOpen ? [] : [...(scope === undefined ? [] : [{ token: [scope] }]), { session: [] }],
    requestParams: {
      ...(names.length === 0
        ? {}
        : { path: z.object(Object.fromEntries(names.map((name) => [name, toParameter(name)]))) }),
      ...(operation.query === undefined ? {} : { query: operation.query }),
      ...(operation.ifMatch === undefined
        ? {}
        : { header: z.object({ 'If-Match': operation.ifMatch === 'required' ? ifMatch : ifMatch.optional() }) }),
    },
    ...(operation.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              [operation.isForm === true ? 'multipart/form-data' : 'application/json']: { schema: operation.body },
            },
          },
        }),
    responses: { ...describeAnswer(operation), ...describeErrors(operation) },
  };
}

function toParameter(name: string): z.ZodType {
  return name.endsWith('Id') ? z.uuid() : z.string();
}

/** `get /api/conferences/:conferenceId/journal` → `getConferencesConferenceIdJournal`. */
function toOperationId({ method, path }: Operation): string {
  const words = path
    .replace(/^\/api/, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function describeAnswer({ answer }: Operation): ZodOpenApiResponsesObject {
  const { status, schema, contentType, isVersioned } = answer;
  const content =
    contentType !== undefined
      ? { content: { [contentType]: { schema: z.string() } } }
      : status === 204
        ? {}
        : { content: { 'application/json': { schema: schema ?? z.unknown() } } };
  return {
    [`${status}`]: {
      description: status === 204 ? 'Đã thực hiện' : status === 201 ? 'Đã tạo' : 'Kết quả',
      ...(isVersioned === true
        ? {
            headers: {
              ETag: {
                description: 'Phiên bản của nội dung, gửi lại trong If-Match',
                schema: { type: 'string' as const },
              },
            },
          }
        : {}),
      ...content,
    },
  };
}

function describeErrors(operation: Operation): ZodOpenApiResponsesObject {
  const byStatus = new Map<number, string[]>();
  const add = (status: number, text: string) => byStatus.set(status, [...(byStatus.get(status) ?? []), text]);
  for (const code of listErrors(operation)) add(ERRORS[code].status, sayError(code));
  if (operation.ifMatch === 'required') add(PRECONDITION_REQUIRED, 'invalidInput: Thiếu If-Match.');
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, texts]) => [
        `${status}`,
        { description: texts.join(' '), content: { 'application/json': { schema: errorAnswer } } },
      ]),
  );
}

function sayError(code: ErrorCode): string {
  return `${code}: ${ERRORS[code].vi}`;
}
