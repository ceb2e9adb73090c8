// Which simulcast layers leave the page: switched on the RTP sender itself, without renegotiation and without blacking out
// the local picture.

import type { types } from 'mediasoup-client';

/** Sends layers 0 … `highest`; -1 sends nothing. Does nothing when it is already so. */
export async function setActiveLayers(producer: types.Producer, highest: number): Promise<void> {
  const sender = producer.rtpSender;
  if (!sender || producer.closed) return;
  const parameters = sender.getParameters();
  let changed = false;
  for (const [layer, encoding] of parameters.encodings.entries()) {
    const active = layer <= highest;
    if ((encoding.active ?? true) === active) continue;
    encoding.active = active;
    changed = true;
  }
  if (changed) await sender.setParameters(parameters);
}
