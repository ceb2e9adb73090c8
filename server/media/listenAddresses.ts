// Which addresses the media port is bound to and offered on.

import { networkInterfaces } from 'node:os';

export interface ListenAddress {
  readonly ip: string;
  readonly announcedAddress?: string;
}

/**
 * Where to listen for `listenIp`. A page cannot send to 0.0.0.0: without an announced address, "all addresses" is
 * spelt out as each IPv4 address of this machine (127.0.0.1 when it has no other).
 */
export function listenAddresses(listenIp: string, announcedAddress: string | undefined): ListenAddress[] {
  if (announcedAddress !== undefined) return [{ ip: listenIp, announcedAddress }];
  if (listenIp !== '0.0.0.0' && listenIp !== '::') return [{ ip: listenIp }];
  const outer = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => address.family === 'IPv4' && !address.internal)
    .map((address) => ({ ip: address.address }));
  return outer.length > 0 ? outer : [{ ip: '127.0.0.1' }];
}
