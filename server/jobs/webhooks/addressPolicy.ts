// Which machines a webhook may reach. The province's WAN is private addresses, so those are allowed; the service's own machine and
// addresses that name no single machine are not. Checked at the connection itself, so that a name cannot change its mind.

import { lookup as lookupName } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { WebhookUrlFault } from '../../contract/webhooks.ts';

/** This machine and what stands for it. */
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
/** The unspecified address reaches this machine too. */
loopback.addSubnet('0.0.0.0', 8, 'ipv4');
loopback.addAddress('::', 'ipv6');

/** Never a receiver: link-local (169.254.169.254 is where clouds keep their keys), multicast, broadcast, documentation of tunnels. */
const unusable = new BlockList();
unusable.addSubnet('169.254.0.0', 16, 'ipv4');
unusable.addSubnet('224.0.0.0', 3, 'ipv4');
unusable.addSubnet('fe80::', 10, 'ipv6');
unusable.addSubnet('ff00::', 8, 'ipv6');
unusable.addSubnet('64:ff9b::', 96, 'ipv6');
unusable.addSubnet('2002::', 16, 'ipv6');

export interface AddressPolicy {
  /** A receiver on this very machine; off unless the installation says so. */
  readonly allowLoopback: boolean;
}

/** The faults in the office's words. */
export const URL_FAULT_TEXTS: Readonly<Record<WebhookUrlFault, string>> = {
  notHttp: 'Địa chỉ phải bắt đầu bằng https:// hoặc http://.',
  hasCredentials: 'Không ghi mật khẩu trong địa chỉ.',
  thisMachine: 'Không gọi về chính máy chủ này.',
  unusableAddress: 'Địa chỉ IP này không dùng được cho webhook.',
};

/** Why an address may not be called; undefined: it may. IPv4 written inside IPv6 counts as IPv4. */
export function findAddressFault(address: string, policy: AddressPolicy): WebhookUrlFault | undefined {
  const family = isIP(address);
  if (family === 0) return 'unusableAddress';
  const kind = family === 6 ? 'ipv6' : 'ipv4';
  if (!policy.allowLoopback && loopback.check(address, kind)) return 'thisMachine';
  return unusable.check(address, kind) ? 'unusableAddress' : undefined;
}

/** Why an address of a subscription is refused when it is entered; undefined: it may be kept. Names are judged when they are called. */
export function findUrlFault(text: string, policy: AddressPolicy): WebhookUrlFault | undefined {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/u.test(url.protocol)) return 'notHttp';
  if (url.username !== '' || url.password !== '') return 'hasCredentials';
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  if (isIP(host) !== 0) return findAddressFault(host, policy);
  const isLocalName = /^(?:.+\.)?localhost\.?$/u.test(host);
  return isLocalName && !policy.allowLoopback ? 'thisMachine' : undefined;
}

/** dns.lookup that answers only allowed addresses: what is checked is what is connected to. */
export function createPolicedLookup(policy: AddressPolicy): LookupFunction {
  return (hostname, options, callback) => {
    lookupName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      const fault = addresses
        .map(({ address }) => findAddressFault(address, policy))
        .find((found) => found !== undefined);
      const first = addresses[0];
      if (fault !== undefined) return callback(new Error(URL_FAULT_TEXTS[fault]), '', 0);
      if (first === undefined) return callback(new Error(`Không tìm thấy máy ${hostname}.`), '', 0);
      return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}
