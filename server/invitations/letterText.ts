// The text part of a message the service itself wrote, for showing the outbox. Reads nobody else's mail: the composer always writes
// text in base64 inside multipart, and anything else answers ''.

/** The text/plain part; '' when there is none. */
export function readLetterText(raw: Buffer): string {
  const text = raw.toString('latin1');
  const head = /^content-type: text\/plain;[^\n]*(?:\r?\n[ \t][^\n]*)*/imu.exec(text);
  if (head === null) return '';
  const bodyAt = text.slice(head.index).search(/\r?\n\r?\n/u);
  const end = text.indexOf('\n--', head.index);
  if (bodyAt < 0 || end < 0) return '';
  const body = text.slice(head.index + bodyAt, end).replaceAll(/\s/gu, '');
  return Buffer.from(body, 'base64').toString('utf8');
}
