// Which machines a webhook may reach, address by address.

import { describe, expect, it } from 'vitest';
import { createPolicedLookup, findAddressFault, findUrlFault } from '../../server/jobs/webhooks/addressPolicy.ts';

const STRICT = { allowLoopback: false };

describe('the address policy', () => {
  it('[WH5] private and public addresses are called', () => {
    for (const address of ['10.1.2.3', '172.16.0.1', '192.168.1.20', '203.0.113.7', 'fd00::1', '2001:db8::1']) {
      expect(findAddressFault(address, STRICT), address).toBeUndefined();
    }
  });

  it('[WH5] this machine is refused in every spelling, unless allowed', () => {
    for (const address of ['127.0.0.1', '127.8.9.1', '0.0.0.0', '::1', '::', '::ffff:127.0.0.1', '::ffff:7f00:1']) {
      expect(findAddressFault(address, STRICT), address).toBe('thisMachine');
      expect(findAddressFault(address, { allowLoopback: true }), address).toBeUndefined();
    }
  });

  it('[WH5] link-local, multicast and broadcast are never called', () => {
    for (const address of [
      '169.254.169.254',
      '224.0.0.1',
      '255.255.255.255',
      'fe80::1',
      'ff02::1',
      '::ffff:169.254.169.254',
    ]) {
      expect(findAddressFault(address, { allowLoopback: true }), address).toBe('unusableAddress');
    }
  });

  it('[WH5] an address is judged when it is entered: its scheme, a password in it, an IP however written', () => {
    for (const [url, fault] of [
      ['ftp://vanban.tinh.example', 'notHttp'],
      ['vanban.tinh.example', 'notHttp'],
      ['https://a:b@vanban.tinh.example', 'hasCredentials'],
      ['http://2130706433/', 'thisMachine'],
      ['http://0x7f.1/', 'thisMachine'],
      ['http://[::1]:80/', 'thisMachine'],
      ['https://localhost/x', 'thisMachine'],
      ['https://localhost./x', 'thisMachine'],
      ['https://a.localhost/', 'thisMachine'],
      ['http://169.254.169.254/latest', 'unusableAddress'],
    ] as const) {
      expect(findUrlFault(url, STRICT), url).toBe(fault);
    }
    for (const url of ['https://vanban.tinh.example/hook', 'http://10.0.0.5:8080/hook']) {
      expect(findUrlFault(url, STRICT), url).toBeUndefined();
    }
  });

  it('[WH5] a name that leads to this machine is refused at the connection itself', async () => {
    const resolve = (allowLoopback: boolean) =>
      new Promise<unknown>((done) => {
        createPolicedLookup({ allowLoopback })('localhost', { all: true }, (error, addresses) =>
          done(error ?? addresses),
        );
      });
    expect(await resolve(false)).toMatchObject({ message: 'Không gọi về chính máy chủ này.' });
    expect(await resolve(true)).toEqual(
      expect.arrayContaining([expect.objectContaining({ address: expect.any(String) })]),
    );
  });
});
