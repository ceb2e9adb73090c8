// Receives one uploaded paper into the incoming folder, within its limits. Never looks at what it is: that is the desk's.

import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Request, Response } from 'express';
import multer, { MulterError } from 'multer';
import { LIMITS, type PaperRefusal } from '../contract/index.ts';
import { AppError } from '../lib/AppError.ts';
import type { Upload } from '../papers/ports.ts';

/** uploads at the same time: together they fill no disk that has room for one conference's papers */
const MAX_AT_ONCE = 8;
/** fields beside the file, and bytes of one: a title, an id, two marks */
const MAX_FIELDS = 8;
const MAX_FIELD_BYTES = 2_048;

export type ReceivePaper = (request: Request, response: Response) => Promise<{ upload: Upload; fields: unknown }>;

/** Errors of what it makes: invalidInput (no file, malformed), tooLarge, tooMany. The caller owns `upload.path` afterwards. */
export function createPaperReceiver(incomingFolder: string): ReceivePaper {
  const receive = multer({
    // Browsers send Vietnamese names in UTF-8; the form's default would garble them.
    defParamCharset: 'utf8',
    storage: multer.diskStorage({
      destination: incomingFolder,
      filename: (_request, _file, done) => done(null, randomUUID()),
    }),
    limits: {
      fileSize: LIMITS.paperBytes,
      files: 1,
      fields: MAX_FIELDS,
      fieldSize: MAX_FIELD_BYTES,
      parts: MAX_FIELDS + 1,
    },
  }).single('file');
  let receiving = 0;

  return async (request, response) => {
    if (receiving >= MAX_AT_ONCE) throw new AppError('tooMany');
    receiving += 1;
    try {
      await new Promise<void>((resolve, reject) => {
        receive(request, response, (error: unknown) => (error ? reject(toAppError(error)) : resolve()));
      });
    } finally {
      receiving -= 1;
    }
    if (request.file === undefined) throw refusal('invalidInput', 'missingFile');
    return { upload: { path: request.file.path, fileName: request.file.originalname }, fields: { ...request.body } };
  };
}

/** Removes a received file that nobody took over. */
export async function discard(upload: Upload): Promise<void> {
  await rm(upload.path, { force: true });
}

function refusal(code: 'invalidInput' | 'tooLarge', reason: PaperRefusal): AppError {
  return new AppError(code, { details: { reason } });
}

function toAppError(error: unknown): unknown {
  if (error instanceof MulterError)
    return error.code === 'LIMIT_FILE_SIZE' ? refusal('tooLarge', 'fileTooLarge') : new AppError('invalidInput');
  // Malformed or broken off: the sender's fault. What the disk refuses (it has a code) is ours.
  const isOurs =
    error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code);
  return isOurs && error.code !== 'ECONNRESET' ? error : new AppError('invalidInput', { cause: error });
}
