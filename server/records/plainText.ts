// Text as a document may hold it: NFC, without the characters that XML, iCalendar and CSV cannot carry.
// Never shortens, never escapes: escaping belongs to each format.

/** C0 and C1 controls except tab and line feed, lone surrogates, and the two code points XML 1.0 forbids. */
const forbidden = /(?![\t\n])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu;

/** The text in NFC with every line break as "\n". */
export function plainText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\u2029/gu, '\n')
    .replace(forbidden, '');
}

/** The same in one line: breaks and tabs become single spaces. */
export function oneLine(text: string): string {
  return plainText(text)
    .replace(/\s*[\n\t]+\s*/gu, ' ')
    .trim();
}
