// Why the database cannot start, in one sentence that says what to do. Knows nothing of HTTP: it reaches the person who starts the service.

export class DatabaseStartError extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'DatabaseStartError';
  }
}
