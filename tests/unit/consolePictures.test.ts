/** The console's geometry, histories, times, address and words. */
import { describe, expect, it } from 'vitest';
import { parseConferenceId, signInAddress } from '../../client/console/model/address.ts';
import { agendaMinutes, agendaView } from '../../client/console/model/agenda.ts';
import { journalLines, mergeLines } from '../../client/console/model/journal.ts';
import { QualityHistory, SPARK_EVERY_MS, SPARK_SAMPLES, sparkPath } from '../../client/console/model/spark.ts';
import { stageGrid, thumbnailColumns } from '../../client/console/model/stageGrid.ts';
import { consoleWords } from '../../client/console/words.ts';
import { actors, Driver, makeSetup, siteIdOf } from './support/conference.ts';

const { secretary } = actors;

describe('the stage as drawn', () => {
  it('[CO6] has the panes of the state, empty ones included', () => {
    const driver = new Driver(makeSetup(3)).open().everybodyIn();
    driver.ok(secretary, 'stage.set', { layout: 'four' });
    const grid = stageGrid(driver.state);
    expect([grid.columns, grid.rows]).toEqual([2, 2]);
    expect(grid.cells.map((cell) => cell.siteId)).toEqual([siteIdOf(0), siteIdOf(1), siteIdOf(2), null]);
  });

  it('[CO6] has content beside pane 0 in contentSpeaker', () => {
    const driver = new Driver(makeSetup(3)).open().everybodyIn();
    driver.ok(secretary, 'floor.grant', { siteId: siteIdOf(1) });
    driver.ok(secretary, 'content.grant', { siteId: siteIdOf(2) });
    expect(stageGrid(driver.state).cells).toEqual([
      { kind: 'content', siteId: siteIdOf(2), pane: null },
      { kind: 'camera', siteId: siteIdOf(1), pane: 0 },
    ]);
  });

  it('[CO7] fits every thumbnail with the fewest columns, or keeps the least width', () => {
    const options = { minWidth: 84, gap: 6, caption: 20 };
    const box = { width: 740, height: 300 };
    const columns = thumbnailColumns(box, 30, options);
    const heightWith = (count: number) => {
      const rows = Math.ceil(30 / count);
      return rows * ((((box.width - 6 * (count - 1)) / count) * 9) / 16 + 20) + (rows - 1) * 6;
    };
    expect(heightWith(columns)).toBeLessThanOrEqual(box.height);
    expect(heightWith(columns - 1)).toBeGreaterThan(box.height);
    const most = thumbnailColumns(box, 200, options);
    expect((box.width - 6 * (most - 1)) / most).toBeGreaterThanOrEqual(84);
    expect((box.width - 6 * most) / (most + 1)).toBeLessThan(84);
    expect(thumbnailColumns({ width: 40, height: 40 }, 3, options)).toBe(1);
  });
});

describe('the line quality', () => {
  it('[CO8] is sampled slowly and bounded', () => {
    const history = new QualityHistory();
    for (let second = 0; second < 3600; second += 1) history.push({ [siteIdOf(1)]: 9 }, second * 1000);
    expect(history.samplesOf(siteIdOf(1))).toHaveLength(SPARK_SAMPLES);
    const short = new QualityHistory();
    for (const atMs of [0, 1000, SPARK_EVERY_MS]) short.push({ [siteIdOf(1)]: 9 }, atMs);
    expect(short.samplesOf(siteIdOf(1))).toEqual([9, 9]);
    expect(short.samplesOf(siteIdOf(2))).toBe(short.samplesOf(siteIdOf(3)));
  });

  it('[CO8] tells a turn to weak and back at once', () => {
    const history = new QualityHistory();
    let told = 0;
    const stop = history.subscribe(() => {
      told += 1;
    });
    [9, 3, 3, 8].forEach((score, index) => {
      history.push({ [siteIdOf(1)]: score }, index * 1000);
    });
    expect(history.samplesOf(siteIdOf(1))).toEqual([9, 3, 8]);
    expect(told).toBe(3);
    stop();
  });

  it('[CO8] is drawn inside its box', () => {
    expect(sparkPath([], 30, 14)).toBe('');
    expect(sparkPath([10], 30, 14)).toBe('M0 1L30 1');
    expect(sparkPath([0, 10, 99, -5], 30, 14)).toBe('M0 13L10 1L20 1L30 13');
  });
});

describe('the agenda strip', () => {
  it('[CO9] tells place, neighbours and minutes', () => {
    const driver = new Driver(makeSetup(2)).open();
    const [first, second] = driver.setup.agenda;
    if (first === undefined || second === undefined) throw new Error('two items expected');
    driver.ok(secretary, 'agenda.goTo', { itemId: second.itemId });
    const view = agendaView(driver.state.agenda);
    expect(view).toMatchObject({ index: 2, count: 2, previousId: first.itemId, nextId: null });
    const since = view.since ?? '';
    expect(agendaMinutes(since, 15, driver.nowMs + 4 * 60_000 + 30_000)).toEqual({ used: 4, left: 11 });
    expect(agendaMinutes(since, 15, driver.nowMs + 20 * 60_000)).toEqual({ used: 20, left: -5 });
    expect(agendaMinutes(since, 15, driver.nowMs - 5_000)).toEqual({ used: 0, left: 15 });
  });

  it('[CO9] offers the first item before any has begun', () => {
    const { agenda } = new Driver(makeSetup(2)).state;
    expect(agendaView(agenda)).toMatchObject({
      index: 0,
      item: null,
      previousId: null,
      nextId: agenda.items[0]?.itemId,
    });
  });
});

describe('the journal', () => {
  it('[CO10] is in order, each entry once, and a told line stays as it was', () => {
    const driver = new Driver(makeSetup(3)).open().everybodyIn();
    const first = journalLines([], driver.entries.slice(2), driver.state);
    expect(journalLines(first, driver.entries.slice(2), driver.state)).toBe(first);
    driver.ok(secretary, 'floor.grant', { siteId: siteIdOf(2) });
    const lines = journalLines(first, driver.entries, driver.state);
    expect(lines.map((line) => line.seq)).toEqual(driver.entries.map((entry) => entry.seq));
    expect(lines.at(-1)?.text).toContain('Huyện 2');
    const served = [{ seq: 1, at: driver.now, text: 'Khai mạc' }];
    expect(mergeLines(served, lines)[0]?.text).toBe('Khai mạc');
    expect(mergeLines(served, lines)).toHaveLength(lines.length);
  });
});

describe('the address', () => {
  it('[CO19] names one conference or none', () => {
    const id = '0b6f4a52-3f0e-4a0b-9d3e-7f6f0c1f2a3b';
    expect(parseConferenceId(`/console/${id}`)).toBe(id);
    expect(parseConferenceId(`/console/${id.toUpperCase()}/`)).toBe(id);
    for (const path of ['/console', '/console/', '/console/1', `/console/${id}x`])
      expect(parseConferenceId(path)).toBeNull();
    expect(signInAddress(`/console/${id}?lang=en`)).toBe(`/sign-in?next=%2Fconsole%2F${id}%3Flang%3Den`);
  });
});

describe('the words', () => {
  it('[CO20] are complete in English, and none was left in Vietnamese', () => {
    const texts = (value: unknown, path: string): [string, string][] => {
      if (typeof value === 'string') return [[path, value]];
      if (typeof value === 'function') return [[path, String(value(3, 4))]];
      return Object.entries(value as object).flatMap(([key, inner]) => texts(inner, `${path}.${key}`));
    };
    const vi = texts(consoleWords('vi'), '');
    const en = texts(consoleWords('en'), '');
    expect(en.map(([path]) => path)).toEqual(vi.map(([path]) => path));
    const vietnamese = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/i;
    expect(en.filter(([path, text]) => path !== '.language' && vietnamese.test(text))).toEqual([]);
    expect(vi.every(([, text]) => text.normalize('NFC') === text && text.trim() !== '')).toBe(true);
  });
});
