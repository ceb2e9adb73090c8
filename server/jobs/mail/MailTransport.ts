// What sends a finished message, and the three ways it can go wrong. Knows no queue and no database.

export interface OutgoingMail {
  readonly deliveryId: string;
  readonly from: string;
  readonly to: string;
  /** The whole message, RFC 5322. */
  readonly raw: Uint8Array;
  /** For people who list what was sent. */
  readonly subject: string;
  readonly createdAt: Date;
}

export interface MailTransport {
  /**
   * Resolves when the receiver acknowledged the message.
   * `beforeHandOver` runs when everything but the last byte is out: without that byte the receiver has nothing. If it throws, the
   * message is dropped there.
   * Errors: MailRefused; anything else is a fault of the way there, before or after handing over.
   */
  send(mail: OutgoingMail, options: { beforeHandOver: () => Promise<void>; signal: AbortSignal }): Promise<void>;
}

/** The receiver said no. The message is certainly not with it. */
export class MailRefused extends Error {
  /** True: asking again changes nothing (5xx about this recipient or this message). */
  readonly isPermanent: boolean;

  constructor(response: string, isPermanent: boolean, cause?: unknown) {
    super(response, { cause });
    this.name = 'MailRefused';
    this.isPermanent = isPermanent;
  }
}
