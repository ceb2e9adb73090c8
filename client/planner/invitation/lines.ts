// Lists as people type them, one entry a line. Pure.

export function toLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

export function fromLines(lines: readonly string[]): string {
  return lines.join('\n');
}
