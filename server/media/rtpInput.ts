// Parses what pages say about RTP and DTLS, before any of it reaches mediasoup. It owns the promise that junk is
// refused: mediasoup packs these values into a buffer it shares between all requests to a worker, and a value of the
// wrong type that throws while packing would spoil that buffer for every conference of the worker.

import type { DtlsParameters, RtpCapabilities, RtpParameters } from 'mediasoup/types';
import { z } from 'zod';
import type { Source } from '../contract/signaling.ts';
import { CAMERA_LAYERS } from '../domain/link-budget/linkBudget.ts';
import { AppError } from '../lib/AppError.ts';

/** Lengths and counts below: several times what browsers send, small enough to be harmless. */
const shortText = z.string().min(1).max(255);
const uint8 = z.number().int().min(0).max(255);
const uint32 = z.number().int().min(0).max(0xffff_ffff);
const payloadType = z.number().int().min(0).max(127);
const parameter = z.union([z.string().max(255), z.number().int().min(-0x8000_0000).max(0x7fff_ffff), z.boolean()]);
const parameters = z
  .record(shortText, parameter)
  .refine((value) => Object.keys(value).length <= 32)
  .optional();
const rtcpFeedback = z
  .array(z.object({ type: shortText, parameter: z.string().max(255).optional() }))
  .max(16)
  .optional();
const codecShape = { mimeType: shortText, clockRate: uint32, channels: uint8.optional(), parameters, rtcpFeedback };

const encoding = z.object({
  ssrc: uint32.min(1).optional(),
  rid: z.string().min(1).max(16).optional(),
  codecPayloadType: payloadType.optional(),
  rtx: z.object({ ssrc: uint32.min(1) }).optional(),
  dtx: z.boolean().optional(),
  // Simulcast carries the spatial layers; within one encoding only temporal ones are possible with VP8.
  scalabilityMode: z
    .string()
    .regex(/^[LS]1T[1-3]$/)
    .optional(),
  maxBitrate: uint32.optional(),
});

const rtpParametersSchema = z.object({
  mid: z.string().min(1).max(8).optional(),
  msid: z.string().max(255).optional(),
  codecs: z
    .array(z.object({ ...codecShape, payloadType }))
    .min(1)
    .max(8),
  headerExtensions: z
    .array(
      z.object({ uri: shortText, id: z.number().int().min(1).max(255), encrypt: z.boolean().optional(), parameters }),
    )
    .max(32)
    .optional(),
  encodings: z.array(encoding).min(1).max(CAMERA_LAYERS.length),
  rtcp: z.object({ cname: z.string().max(255).optional(), reducedSize: z.boolean().optional() }).optional(),
});

const rtpCapabilitiesSchema = z.object({
  codecs: z
    .array(z.object({ ...codecShape, kind: z.enum(['audio', 'video']), preferredPayloadType: payloadType }))
    .min(1)
    .max(100),
  headerExtensions: z
    .array(
      z.object({
        kind: z.enum(['audio', 'video']),
        uri: shortText,
        preferredId: z.number().int().min(1).max(255),
        preferredEncrypt: z.boolean().optional(),
        direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).optional(),
      }),
    )
    .max(100)
    .optional(),
});

const dtlsParametersSchema = z.object({
  role: z.enum(['auto', 'client', 'server']).optional(),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: z
          .string()
          .max(255)
          .regex(/^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2})+$/),
      }),
    )
    .min(1)
    .max(8),
});

/** The one kind, codec and number of encodings each source may have. */
const SHAPE_OF_SOURCE = {
  microphone: { kind: 'audio', mimeType: 'audio/opus', encodings: 1 },
  camera: { kind: 'video', mimeType: 'video/vp8', encodings: CAMERA_LAYERS.length },
  screen: { kind: 'video', mimeType: 'video/vp8', encodings: 1 },
} as const;

/** What a page wants to send. Errors: AppError invalidInput when it is malformed or not what `source` must be. */
export function parseSendParameters(
  source: Source,
  input: unknown,
): { kind: 'audio' | 'video'; rtpParameters: RtpParameters } {
  const parsed = parse(rtpParametersSchema, input);
  const shape = SHAPE_OF_SOURCE[source];
  const media = parsed.codecs.filter((codec) => !/\/rtx$/i.test(codec.mimeType));
  if (media.length === 0 || media.some((codec) => codec.mimeType.toLowerCase() !== shape.mimeType))
    throw refused('codecs');
  if (parsed.encodings.length !== shape.encodings) throw refused('encodings');
  if (!areTellableApart(parsed)) throw refused('encodings');
  // The schema is mediasoup's own shape; only its list of known extension URIs is narrower, and it ignores the others.
  return { kind: shape.kind, rtpParameters: parsed as RtpParameters };
}

/** What a page can receive. Errors: AppError invalidInput. */
export function parseRtpCapabilities(input: unknown): RtpCapabilities {
  return parse(rtpCapabilitiesSchema, input) as RtpCapabilities;
}

/** A page's side of the DTLS handshake. Errors: AppError invalidInput. */
export function parseDtlsParameters(input: unknown): DtlsParameters {
  return parse(dtlsParametersSchema, input);
}

/** The worker sorts packets into encodings by SSRC or rid; a lone encoding may go by its mid. */
function areTellableApart({ mid, encodings }: z.output<typeof rtpParametersSchema>): boolean {
  const names = encodings.flatMap(({ ssrc, rid, rtx }) => [ssrc, rtx?.ssrc, rid].filter((name) => name !== undefined));
  if (new Set(names).size !== names.length) return false;
  if (encodings.length === 1 && mid !== undefined) return true;
  return encodings.every(({ ssrc, rid }) => ssrc !== undefined || rid !== undefined);
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new AppError('invalidInput', {
    details: result.error.issues.slice(0, 5).map(({ path, code }) => ({ path, code })),
  });
}

function refused(path: string): AppError {
  return new AppError('invalidInput', { details: [{ path: [path], code: 'custom' }] });
}
