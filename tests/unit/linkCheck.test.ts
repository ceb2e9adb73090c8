/** The link check (LC*): what a line must carry by the media plan itself, what fits, and in which words. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConnectionId, SiteId } from '../../server/contract/ids.ts';
import { MODES } from '../../server/contract/state.ts';
import { sumKbps } from '../../server/domain/link-budget/linkBudget.ts';
import { mediaPlan } from '../../server/domain/media-plan/mediaPlan.ts';
import {
  checkLinks,
  type LinkQuestion,
  QUALITY_LAYER,
  type Quality,
} from '../../server/domain/scheduling/linkCheck.ts';
import { type LinkSite, scenarioState } from '../../server/domain/scheduling/linkScenario.ts';
import { siteIdOf } from './support/conference.ts';

interface Lines {
  readonly n?: number;
  readonly down?: number;
  readonly up?: number;
  readonly hubDown?: number;
}

function makeSites({ n = 6, down = 20_000, up = 20_000, hubDown = 100_000 }: Lines = {}): LinkSite[] {
  return Array.from({ length: n }, (_, index) => ({
    siteId: siteIdOf(index),
    name: index === 0 ? 'Trung tâm' : `Huyện ${index}`,
    isHub: index === 0,
    linkDownKbps: index === 0 ? hubDown : down,
    linkUpKbps: index === 0 ? 100_000 : up,
  }));
}

function check(change: Partial<LinkQuestion> = {}) {
  return checkLinks({
    sites: makeSites(),
    chairSiteId: siteIdOf(0),
    mode: 'giaoBan',
    layout: 'one',
    quality: 'high',
    content: 'none',
    ...change,
  });
}

const someQuestion = fc.record({
  mode: fc.constantFrom(...MODES),
  layout: fc.constantFrom('one' as const, 'four' as const, 'nine' as const, 'sixteen' as const, 'chairOnly' as const),
  quality: fc.constantFrom(...(Object.keys(QUALITY_LAYER) as Quality[])),
  content: fc.constantFrom('none' as const, 'hub' as const, 'anySite' as const),
});

describe('the link check', () => {
  it('[LC1] counts what a line carries when somebody else speaks and when the site itself speaks', () => {
    // Down: two voices, the speaker at 720p, the chair in the corner. Up: a voice and all three layers.
    expect(check()[3]).toMatchObject({
      down: { needKbps: 2 * 40 + 1500 + 150, verdict: 'fits', content: 'none' },
      up: { needKbps: 40 + 150 + 500 + 1500, verdict: 'fits' },
      verdict: 'fits',
    });
    // With content the speaker stands beside it at 360p.
    expect(check({ content: 'hub' })[3]?.down).toMatchObject({ needKbps: 2 * 40 + 500 + 150 + 1500, content: 'kept' });
    expect(check({ content: 'anySite', layout: 'nine' })[3]?.up.needKbps).toBe(40 + 150 + 500 + 1500);
    expect(check({ layout: 'nine' })[3]?.up.needKbps).toBe(40 + 150);
  });

  it('[LC2] only the hub carries the console with its thumbnail of every site', () => {
    const [hub, ...others] = check({ sites: makeSites({ n: 30 }) });
    // Its own room hears and sees the speaker; itself it does not get back.
    const room = 40 + 1500;
    const console = 2 * 40 + 1500 + 29 * 150;
    expect(hub?.down.needKbps).toBe(room + console);
    expect(new Set(others.map((one) => one.down.needKbps))).toEqual(new Set([2 * 40 + 1500 + 150]));
  });

  it('[LC2] a narrow hub loses thumbnails before anybody’s main picture', () => {
    const [hub] = check({ sites: makeSites({ n: 30, hubDown: 4000 }) });
    expect(hub?.down).toMatchObject({ verdict: 'degraded', pictureLayer: 2 });
    expect(hub?.down.pictures).toBeLessThan(hub?.down.picturesWanted ?? 0);
    expect(hub?.down.carriesKbps).toBeLessThanOrEqual(4000);
  });

  it('[LC3] a lower quality needs less', () => {
    const needs = (['high', 'standard', 'low'] as const).map((quality) => check({ quality })[3]?.down.needKbps);
    expect(needs).toEqual([1730, 730, 380]);
  });

  it('[LC1] is never below what the live plan would send, whoever speaks', () => {
    const n = 8;
    const pick = fc.integer({ min: 0, max: n - 1 });
    fc.assert(
      fc.property(someQuestion, pick, pick, pick, fc.boolean(), (question, speaker, shower, site, isShowing) => {
        const sites = makeSites({ n });
        const isContent = isShowing && question.content !== 'none';
        const contentSiteId = siteIdOf(question.content === 'hub' ? 0 : shower);
        const state = scenarioState({
          sites,
          chairSiteId: siteIdOf(0),
          mode: question.mode,
          layout: isContent ? 'contentSpeaker' : question.layout,
          speakerSiteId: speaker === 0 ? null : siteIdOf(speaker),
          contentSiteId: isContent ? contentSiteId : null,
        });
        const page = {
          connectionId: 'page' as ConnectionId,
          kind: 'room',
          siteId: siteIdOf(site),
          linkDownKbps: null,
        } as const;
        const live = mediaPlan(state, { receivers: [page], loudest: [] }).receive.get(page.connectionId) ?? [];
        const found = check({ ...question, quality: 'high', sites })[site];
        expect(found?.down.needKbps).toBeGreaterThanOrEqual(sumKbps(live));
      }),
      { seed: 51, numRuns: 300 },
    );
  });

  it('[LC4] fits, degraded and refused follow the numbers, and a wider line is never worse off', () => {
    const severity = { fits: 0, degraded: 1, refused: 2 };
    const kbps = fc.integer({ min: 20, max: 5000 });
    fc.assert(
      fc.property(someQuestion, kbps, kbps, fc.nat(2000), (question, down, up, more) => {
        const narrow = check({ ...question, sites: makeSites({ down, up, hubDown: down }) });
        const wide = check({
          ...question,
          sites: makeSites({ down: down + more, up: up + more, hubDown: down + more }),
        });
        narrow.forEach((one, index) => {
          for (const direction of [one.down, one.up]) {
            expect(direction.verdict === 'fits').toBe(direction.needKbps <= direction.haveKbps);
            if (direction.verdict !== 'refused') expect(direction.carriesKbps).toBeLessThanOrEqual(direction.haveKbps);
            if (direction.verdict === 'fits') expect(direction.carriesKbps).toBe(direction.needKbps);
            // The hub may lose thumbnails of its console while its room wants no picture at all.
            if (direction.verdict === 'degraded' && index > 0) expect(direction.pictureLayer).not.toBeNull();
          }
          expect(severity[one.verdict]).toBe(Math.max(severity[one.down.verdict], severity[one.up.verdict]));
          expect(severity[wide[index]?.verdict ?? 'refused']).toBeLessThanOrEqual(severity[one.verdict]);
        });
      }),
      { seed: 52, numRuns: 300 },
    );
  });

  it('[LC5] the answer has numbers and what they mean, in both languages', () => {
    const sentence = (lines: Lines, change: Partial<LinkQuestion> = {}) =>
      check({ sites: makeSites(lines), ...change })[3]?.sentence;
    expect(sentence({})).toEqual({
      vi: 'Huyện 3: chiều xuống cần 1.730 kbps, đường truyền có 20.000 kbps – đáp ứng; chiều lên cần 2.190 kbps, đường truyền có 20.000 kbps – đáp ứng.',
      en: 'Huyện 3: down needs 1,730 kbps, the line has 20,000 kbps – fits; up needs 2,190 kbps, the line has 20,000 kbps – fits.',
    });
    expect(sentence({ n: 30, down: 1000, up: 500 }, { layout: 'nine', quality: 'standard' })?.vi).toBe(
      'Huyện 3: chiều xuống cần 1.430 kbps, đường truyền có 1.000 kbps – giảm chất lượng (hình chính 180p, 6/9 ô hình); chiều lên cần 190 kbps, đường truyền có 500 kbps – đáp ứng.',
    );
    expect(sentence({ down: 1000, up: 1000 }, { content: 'anySite' })?.vi).toBe(
      'Huyện 3: chiều xuống cần 2.230 kbps, đường truyền có 1.000 kbps – giảm chất lượng (hình chính 360p, 2/2 ô hình, không có hình trình chiếu); chiều lên cần 2.190 kbps, đường truyền có 1.000 kbps – giảm chất lượng (hình gửi đi 360p, không trình chiếu được).',
    );
    expect(sentence({ down: 180, up: 100 })?.vi).toMatch(/chỉ đủ tiếng.*chỉ đủ tiếng/);
    expect(sentence({ down: 64, up: 39 })?.vi).toMatch(/không đủ cả tiếng.*không đủ cả tiếng/);
  });

  it('[LC4] the worse direction speaks for the site', () => {
    expect(check({ sites: makeSites({ up: 1000 }) })[3]).toMatchObject({
      verdict: 'degraded',
      needKbps: 2190,
      haveKbps: 1000,
    });
    expect(check({ sites: makeSites({ down: 100, up: 1000 }) })[3]).toMatchObject({
      verdict: 'refused',
      haveKbps: 100,
    });
  });

  it('[LC1] a conference of one site needs nothing that is not there', () => {
    const [only] = check({ sites: makeSites({ n: 1 }), content: 'anySite' });
    expect(only).toMatchObject({ siteId: siteIdOf(0) satisfies SiteId, verdict: 'fits' });
  });
});
