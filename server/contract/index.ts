// The wire, in one place to import from.

export * from './answers.ts';
export * from './commands.ts';
export * from './entries.ts';
export * from './errors.ts';
export * from './http.ts';
export * from './ids.ts';
export * from './life.ts';
export * from './limits.ts';
export * from './papers.ts';
export * from './planning.ts';
export * from './roles.ts';
export * from './signaling.ts';
export * from './state.ts';
