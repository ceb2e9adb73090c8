// The documentation as one page of plain HTML and one style sheet, made from the OpenAPI document. No script and nothing inline: it is read
// under the same content policy as every other page.

import type { OpenApiDocument } from './document.ts';
import { TAGS } from './operation.ts';

interface PageOperation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly { in?: string; name?: string; required?: boolean }[];
  readonly requestBody?: { content: Record<string, { schema?: unknown }> };
  readonly responses?: Readonly<
    Record<string, { description?: string; content?: Record<string, { schema?: unknown }> }>
  >;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

export function renderDocsPage(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method] as PageOperation | undefined;
      return operation === undefined ? [] : [{ method, path, operation }];
    }),
  );
  const sections = Object.entries(TAGS).map(([tag, { vi, en }]) => {
    const own = operations.filter(({ operation }) => operation.tags?.includes(tag));
    return own.length === 0
      ? ''
      : `<section id="${tag}"><h2>${vi} <span lang="en">${en}</span></h2>${own.map(renderOperation).join('')}</section>`;
  });
  const calls = Object.entries(document.webhooks ?? {}).flatMap(([type, { post }]) =>
    post === undefined ? [] : [{ type, operation: post as PageOperation }],
  );
  const links = Object.entries(TAGS).map(([tag, { vi }]) => `<li><a href="#${tag}">${vi}</a></li>`);
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(document.info.title)}</title><link rel="icon" href="/api/docs/icon.svg"><link rel="stylesheet" href="/api/docs/style.css"></head>
<body><header><h1>${escapeHtml(document.info.title)}</h1><p>${escapeHtml(document.info.description ?? '')}</p>
<p><a href="/api/openapi.json">openapi.json (OpenAPI 3.1)</a></p>
<pre tabindex="0" aria-label="Ví dụ">curl -H 'Authorization: Bearer gbt_…' 'https://…/api/conferences?from=2026-12-01T00:00:00Z'</pre></header>
<nav aria-label="Mục lục"><ul>${links.join('')}<li><a href="#webhooks">Webhook</a></li><li><a href="#schemas">Cấu trúc dữ liệu</a></li></ul></nav>
<main>${sections.join('')}${renderWebhooks(calls)}${renderSchemas(document)}</main></body></html>
`;
}

function renderOperation({
  method,
  path,
  operation,
}: {
  method: string;
  path: string;
  operation: PageOperation;
}): string {
  const id = `${method}-${path.replace(/[^\w]+/g, '-')}`;
  return `<article id="${id}"><h3><code><b class="method">${method.toUpperCase()}</b> ${escapeHtml(path)}</code></h3>
<p>${escapeHtml(operation.summary ?? '')}<br><span lang="en">${escapeHtml(operation.description ?? '')}</span></p>
<p>${sayAccess(operation)}</p>${renderParameters(operation)}${renderBody(operation)}${renderResponses(operation)}</article>`;
}

/** What this service calls other systems with. */
function renderWebhooks(calls: readonly { readonly type: string; readonly operation: PageOperation }[]): string {
  const items = calls.map(
    ({ type, operation }) => `<article id="webhook-${type}"><h3><code>${escapeHtml(type)}</code></h3>
<p>${escapeHtml(operation.summary ?? '')}<br><span lang="en">${escapeHtml(operation.description ?? '')}</span></p>
${renderParameters(operation)}${renderBody(operation)}${renderResponses(operation)}</article>`,
  );
  return `<section id="webhooks"><h2>Webhook <span lang="en">Calls to other systems</span></h2>
<p>Dịch vụ gửi POST, có chữ ký, tới địa chỉ mà người quản trị đã đăng ký. Lời gọi có thể đến trễ hoặc không theo thứ tự: so <code>version</code> của phiên họp.<br>
<span lang="en">The service POSTs to the addresses an administrator subscribed, signed. Calls may be late or out of order: compare the conference's <code>version</code>.</span></p>
<pre tabindex="0" aria-label="Ví dụ kiểm tra chữ ký">${escapeHtml(SIGNATURE_EXAMPLE)}</pre>${items.join('')}</section>`;
}

const SIGNATURE_EXAMPLE = `key = base64_decode(secret without "whsec_")
expected = "v1," + base64(hmac_sha256(key, webhook_id + "." + webhook_timestamp + "." + body))
accept if constant_time_equal(expected, webhook_signature) and |now - webhook_timestamp| < 5 minutes`;

function sayAccess({ security = [] }: PageOperation): string {
  if (security.length === 0) return 'Không cần đăng nhập.';
  const scope = security.flatMap((one) => one.token ?? [])[0];
  return scope === undefined
    ? 'Chỉ dành cho người đăng nhập; mã truy cập không dùng được.'
    : `Phạm vi của mã truy cập: <code>${escapeHtml(scope)}</code>`;
}

function renderParameters({ parameters = [] }: PageOperation): string {
  if (parameters.length === 0) return '';
  const items = parameters.map(
    ({ name = '', in: place = '', required }) =>
      `<li><code>${escapeHtml(name)}</code> (${place})${required === true ? ' – bắt buộc' : ''}</li>`,
  );
  return `<h4>Tham số</h4><ul>${items.join('')}</ul>`;
}

function renderBody({ requestBody }: PageOperation): string {
  const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
  return schema === undefined ? '' : renderJson('Nội dung gửi lên', schema);
}

function renderResponses({ responses = {} }: PageOperation): string {
  const items = Object.entries(responses).map(([status, { description = '', content = {} }]) => {
    const [kind, media] = Object.entries(content)[0] ?? [];
    return `<li><b>${status}</b> ${escapeHtml(description)} ${kind === undefined ? '' : saySchema(kind, media?.schema)}</li>`;
  });
  return `<h4>Trả lời</h4><ul>${items.join('')}</ul>`;
}

/** A link to the named schema, a list of one, or only the media type. */
function saySchema(kind: string, schema: unknown): string {
  const link = /"\$ref":"#\/components\/schemas\/(\w+)"/.exec(JSON.stringify(schema ?? {}))?.[1];
  if (link === undefined) return `<code>${escapeHtml(kind)}</code>`;
  const isList = typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'array';
  return `<a href="#schema-${link}">${link}${isList ? '[]' : ''}</a>`;
}

function renderSchemas(document: OpenApiDocument): string {
  const all = Object.entries(document.components?.schemas ?? {});
  const items = all.map(
    ([name, schema]) => `<article id="schema-${name}"><h3>${name}</h3>${renderJson('JSON Schema', schema)}</article>`,
  );
  return `<section id="schemas"><h2>Cấu trúc dữ liệu <span lang="en">Schemas</span></h2>${items.join('')}</section>`;
}

function renderJson(title: string, value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `<details><summary>${title}</summary><pre tabindex="0" aria-label="${title}">${escapeHtml(text)}</pre></details>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export const DOCS_STYLE = `:root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1.5rem; background: light-dark(#fff, #14181d); color: light-dark(#1b2430, #e6eaef); }
h1 { font-size: 1.75rem; line-height: 1.3; } h2 { margin-top: 2.5rem; } h3 { margin: 0; font-size: 1rem; overflow-wrap: anywhere; } code { overflow-wrap: anywhere; }
h4 { margin: 0.75rem 0 0; font-size: 0.95rem; } ul { margin: 0.25rem 0; padding-left: 1.25rem; }
a { color: light-dark(#0b57a4, #8ec5ff); } a:focus-visible, summary:focus-visible, pre:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
[lang='en'] { color: light-dark(#4b5766, #a9b4c0); font-size: 0.95em; }
article { margin: 1rem 0; padding: 1rem; border: 1px solid light-dark(#ccd3db, #3a434e); border-radius: 8px; }
.method { display: inline-block; min-width: 3.5rem; }
pre { max-height: 26rem; overflow: auto; padding: 0.75rem; background: light-dark(#f3f5f7, #1d232a); border-radius: 6px; font-size: 0.85rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0; list-style: none; }
`;

export const DOCS_ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0b57a4"/><path d="M6 4 3 8l3 4M10 4l3 4-3 4" fill="none" stroke="#fff" stroke-width="1.5"/></svg>';
