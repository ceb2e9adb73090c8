// A token at the live door of the real service: it opens nothing there, in whatever place it is sent.

import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIVE_PATH } from '../../server/contract/index.ts';
import { API_SCOPES, type TokenIssued } from '../../server/contract/integration.ts';
import { HttpClient } from '../support/httpClient.ts';
import { SyntheticPage } from '../support/SyntheticPage.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
let administrator: HttpClient;
let secret: string;

beforeAll(async () => {
  service = await startService();
  const { username, password } = service.administrator;
  administrator = await HttpClient.signIn(service.url, username, password);
  const body = { name: 'Cổng thông tin', scopes: API_SCOPES, lifetimeDays: 1 };
  secret = (await administrator.post<TokenIssued>('/api/tokens', body)).body.secret;
}, 90_000);
afterAll(() => service?.stop());

/** Whether the door let somebody in who came with these. */
function isLetIn(extraHeaders: Record<string, string>, auth: Record<string, string> = {}): Promise<boolean> {
  const socket: Socket = io(service.url, {
    path: LIVE_PATH,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    rejectUnauthorized: false,
    extraHeaders,
    auth,
  });
  return new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('connect_error', () => resolve(false));
  }).finally(() => socket.close());
}

describe('the live door', () => {
  it('[IN6] refuses a token as a bearer, in the cookie and in the handshake, and takes the cookie of a person', async () => {
    const usable = await new HttpClient(service.url).send('GET', '/api/sites', undefined, {
      authorization: `Bearer ${secret}`,
    });
    expect(usable.status).toBe(200);
    const [name = ''] = (administrator.cookie ?? '').split('=');
    expect(await isLetIn({ authorization: `Bearer ${secret}` })).toBe(false);
    expect(await isLetIn({ cookie: `${name}=${secret}` })).toBe(false);
    expect(await isLetIn({}, { token: secret })).toBe(false);
    const page = await SyntheticPage.connect(service.url, administrator.cookie);
    expect(page.socket.connected).toBe(true);
    page.close();
  });
});
