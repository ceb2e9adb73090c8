// Queue and mail as a process of their own: hands in one letter an address, with an attachment of the given size, and sends.
// Exists to be killed; never stops by itself. Arguments: database, mail server, bytes of the attachment, addresses.

import { createDeliveryWorld, LEASES, letter } from './smtpWorld.ts';

const [databaseUrl = '', smtpUrl = '', size = '0', ...addresses] = process.argv.slice(2);
const world = await createDeliveryWorld({ databaseUrl, smtpUrl, leases: LEASES });
const attachments =
  size === '0'
    ? []
    : [{ filename: 'tai-lieu.pdf', contentType: 'application/pdf', content: new Uint8Array(Number(size)).fill(65) }];
await world.mail.transaction((tx) =>
  world.delivery.postOffice.post(tx, {
    conferenceId: null,
    letters: addresses.map((address) => letter(address)),
    attachments,
  }),
);
