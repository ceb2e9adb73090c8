// Which steps of a conference's life other systems hear of.

import { describe, expect, it } from 'vitest';
import type { ConferenceStatus, LifeStep } from '../../server/contract/index.ts';
import { TRANSITIONS } from '../../server/domain/scheduling/life.ts';
import { findEvent } from '../../server/jobs/webhooks/announceSteps.ts';

const UNTOLD: readonly ConferenceStatus[] = ['draft', 'submitted', 'approved'];

describe('the event of a step', () => {
  it('[WH8] is the act of a published conference, by its name', () => {
    const told: readonly [LifeStep['act'], ConferenceStatus, string][] = [
      ['publish', 'approved', 'published'],
      ['publish', 'draft', 'published'],
      ['edit', 'published', 'changed'],
      ['postpone', 'published', 'changed'],
      ['reschedule', 'published', 'changed'],
      ['reschedule', 'postponed', 'changed'],
      ['cancel', 'published', 'cancelled'],
      ['cancel', 'postponed', 'cancelled'],
      ['conclude', 'closed', 'concluded'],
    ];
    for (const [act, from, event] of told) expect(findEvent({ act, from }), `${act} ${from}`).toBe(event);
  });

  it('[WH8] is none while nothing was published, whatever is done to it', () => {
    const acts = [...Object.keys(TRANSITIONS), 'create', 'edit'] as LifeStep['act'][];
    for (const act of acts.filter((one) => one !== 'publish'))
      for (const from of [...UNTOLD, null]) expect(findEvent({ act, from }), `${act} ${from}`).toBeUndefined();
  });
});
