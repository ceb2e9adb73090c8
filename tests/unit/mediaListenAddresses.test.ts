/** Where the media port listens. */
import { describe, expect, it } from 'vitest';
import { listenAddresses } from '../../server/media/listenAddresses.ts';

describe('listenAddresses', () => {
  it('[ME19] an announced address is what pages are told', () => {
    expect(listenAddresses('0.0.0.0', '10.1.2.3')).toEqual([{ ip: '0.0.0.0', announcedAddress: '10.1.2.3' }]);
  });

  it('[ME19] without one, pages are never told 0.0.0.0', () => {
    const addresses = listenAddresses('0.0.0.0', undefined);
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.map(({ ip }) => ip)).not.toContain('0.0.0.0');
    expect(listenAddresses('::', undefined)).toEqual(addresses);
    expect(listenAddresses('192.0.2.7', undefined)).toEqual([{ ip: '192.0.2.7' }]);
  });
});
