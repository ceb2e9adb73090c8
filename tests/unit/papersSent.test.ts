// When the papers of a meeting count as sent.

import { describe, expect, it } from 'vitest';
import { type PapersSentFacts, whenPapersSent } from '../../server/domain/scheduling/papersSent.ts';

const at = (day: string) => `2026-11-${day}T02:00:00.000Z`;
const paper = (uploaded: string, recalled: string | null = null) => ({
  uploadedAt: at(uploaded),
  recalledAt: recalled === null ? null : at(recalled),
});
const sent = (papers: PapersSentFacts['papers'], published: string | null = '10') =>
  whenPapersSent({ startsAt: at('20'), publishedAt: published === null ? null : at(published), papers });

describe('the papers of a meeting', () => {
  it('[PR6] are sent once the conference is published and the last of them is there', () => {
    expect(sent([paper('08'), paper('09')])).toBe(at('10'));
    expect(sent([paper('08'), paper('12')])).toBe(at('12'));
    expect(sent([paper('08')], null)).toBeNull();
    expect(sent([])).toBeNull();
  });

  it('[PR6] recalled before the start they were not sent, recalled at the end they were', () => {
    expect(sent([paper('08', '15')])).toBeNull();
    expect(sent([paper('08'), paper('14', '15')])).toBe(at('10'));
    expect(sent([paper('08', '20')])).toBe(at('10'));
  });

  it('[PR6] what came after the start counts only when nothing else had come', () => {
    expect(sent([paper('08'), paper('21')])).toBe(at('10'));
    expect(sent([paper('21')])).toBe(at('21'));
  });
});
