// Reads the sentences of an invalidInput's details. Pure.

/** The messages of `custom` issues, each once; a schema's own (English, technical) messages are left out. */
export function listRuleMessages(details: unknown): readonly string[] {
  if (!Array.isArray(details)) return [];
  const messages = details.filter(isRuleIssue).map((issue) => issue.message);
  return [...new Set(messages)];
}

function isRuleIssue(issue: unknown): issue is { readonly message: string } {
  if (typeof issue !== 'object' || issue === null || !('code' in issue) || !('message' in issue)) return false;
  return issue.code === 'custom' && typeof issue.message === 'string' && /\p{L}/u.test(issue.message);
}
