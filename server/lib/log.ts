// The shape of a logger (pino's), so that rooms need not import one. Knows no domain.

export interface Log {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
