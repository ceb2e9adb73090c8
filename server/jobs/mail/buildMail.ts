// A message as Outlook, Thunderbird and Google read it: text, HTML and text/calendar side by side, the same calendar as a file, papers after.
// Builds bytes; never sends, never fetches.

import MailComposer from 'nodemailer/lib/mail-composer';
import type { CalendarPart, MailAttachment } from '../ports.ts';

export interface MailParts {
  /** `Name <address>` or an address. */
  readonly from: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly ics: CalendarPart | null;
  readonly attachments: readonly MailAttachment[];
  /** With angle brackets; the same for every attempt, so that receivers can drop a repeat. */
  readonly messageId: string;
  readonly date: Date;
}

/** Errors: a calendar whose METHOD differs from the part's: mail programs would show it as a plain file. */
export async function buildMail(parts: MailParts): Promise<Buffer> {
  assertSameMethod(parts.ics);
  const composer = new MailComposer({
    from: parts.from,
    to: { ...parts.to },
    subject: parts.subject,
    text: parts.text,
    html: parts.html,
    messageId: parts.messageId,
    date: parts.date,
    // Base64 keeps Vietnamese lines whole on servers that rewrap quoted-printable.
    textEncoding: 'base64',
    attachments: parts.attachments.map((file) => ({
      filename: file.filename,
      contentType: file.contentType,
      content: Buffer.from(file.content),
    })),
    ...(parts.ics === null
      ? {}
      : { icalEvent: { method: parts.ics.method, filename: 'giay-moi.ics', content: parts.ics.content } }),
    // Nobody's out-of-office should answer a machine (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

function assertSameMethod(ics: CalendarPart | null): void {
  if (ics === null) return;
  const method = /^METHOD:(\S+)/mu.exec(ics.content)?.[1];
  if (method !== ics.method) throw new Error(`the calendar says METHOD:${method}, the message ${ics.method}`);
}
