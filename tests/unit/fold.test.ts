/** Vietnamese search folding, matching and sorting, by example and by property. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collateVietnamese, foldVietnamese, matchesSearch } from '../../server/domain/text/fold.ts';

const anyText = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
const vietnameseText = fc.string({ unit: fc.constantFrom(...'aàảãáạăằâấeêếioôốơớuưứyýỳđĐHLNTQgc hn'), maxLength: 40 });

describe('foldVietnamese', () => {
  it.each([
    ['Bến Lức', 'ben luc'],
    ['ĐỨC HÒA', 'duc hoa'],
    ['Tỉnh Tây Ninh', 'tinh tay ninh'],
    ['Nhựt Tảo, Truông Mít', 'nhut tao, truong mit'],
    ['', ''],
  ])('[TX1] folds %s to %s', (text, folded) => {
    expect(foldVietnamese(text)).toBe(folded);
    expect(foldVietnamese(text.normalize('NFD'))).toBe(folded);
  });

  it('[TX1] folding twice changes nothing more', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldVietnamese(foldVietnamese(text))).toBe(foldVietnamese(text));
      }),
    );
  });

  it('[TX1] composed and decomposed text fold alike, and no Vietnamese diacritic remains', () => {
    fc.assert(
      fc.property(vietnameseText, (text) => {
        expect(foldVietnamese(text.normalize('NFD'))).toBe(foldVietnamese(text.normalize('NFC')));
        expect(foldVietnamese(text)).toMatch(/^[a-z ]*$/u);
      }),
    );
  });
});

describe('matchesSearch', () => {
  it.each([
    ['ben luc', 'Bến Lức'],
    ['BEN LUC', 'Huyện Bến Lức'],
    ['hoa', 'Xã Đức Hòa'],
    ['duc hoa', 'Huyện Đức Hòa'],
    ['tay ninh', 'Tỉnh Tây Ninh'.normalize('NFD')],
    ['thuong binh', 'Sở Lao động - Thương binh và Xã hội'],
  ])('[TX2] %s finds %s', (query, text) => {
    expect(matchesSearch(query, text)).toBe(true);
  });

  it.each([
    ['Hoà', 'Hòa Khánh'],
    ['hòa khánh', 'Xã Hoà Khánh'],
    ['Thuỷ', 'Sở Thủy lợi'],
    ['hoá', 'Thạnh Hóa'],
    ['quý', 'Mỹ Qúy'],
    ['khoẻ', 'Sức khỏe'],
    ['Bến Lức'.normalize('NFD'), 'Bến Lức'],
  ])('[TX3] %s finds %s', (query, text) => {
    expect(matchesSearch(query, text)).toBe(true);
  });

  it.each([
    ['Hoà', 'Long Hoa'],
    ['Đức Hoa', 'Đức Hòa'],
    ['hoà', 'Hoàn'.replace('à', 'ả')],
    ['Tân Thạnh', 'Xã Tân Thành'],
    ['đức', 'Duc'],
  ])('[TX3] %s does not find %s', (query, text) => {
    expect(matchesSearch(query, text)).toBe(false);
  });

  it.each([
    ['', 'Bến Lức'],
    [' - ', 'Bến Lức'],
    ['ben l', 'Huyện Bến Lức'],
    ['bến lư', 'Huyện Bến Lức'],
    ['bến lứ', 'Huyện Bến Lức'],
    ['lao dong thuong', 'Sở Lao động - Thương binh và Xã hội'],
  ])('[TX4] "%s" finds %s while it is being typed', (query, text) => {
    expect(matchesSearch(query, text)).toBe(true);
  });

  it.each([
    ['be luc', 'Bến Lức'],
    ['huyen luc', 'Huyện Bến Lức'],
    ['luc ben', 'Bến Lức'],
    ['anh', 'Thạnh Hóa'],
  ])('[TX4] "%s" does not find %s', (query, text) => {
    expect(matchesSearch(query, text)).toBe(false);
  });

  it('[TX4] a text finds itself, as it is and folded', () => {
    fc.assert(
      fc.property(vietnameseText, (text) => {
        expect(matchesSearch(text, text)).toBe(true);
        expect(matchesSearch(foldVietnamese(text), text)).toBe(true);
      }),
    );
  });
});

describe('collateVietnamese', () => {
  it('[TX5] puts D before Đ and A before Ă before Â', () => {
    const names = ['Đức Hòa', 'Ân', 'Dương Minh Châu', 'Ăn', 'Bến Lức', 'An Ninh', 'Em'];
    const sorted = ['An Ninh', 'Ăn', 'Ân', 'Bến Lức', 'Dương Minh Châu', 'Đức Hòa', 'Em'];
    expect(names.toSorted(collateVietnamese)).toEqual(sorted);
  });

  it('[TX5] puts Phường 2 before Phường 10', () => {
    expect(['Phường 10', 'Phường 2'].toSorted(collateVietnamese)).toEqual(['Phường 2', 'Phường 10']);
  });

  it('[TX5] does not tell composed from decomposed text', () => {
    expect(collateVietnamese('Bến Lức', 'Bến Lức'.normalize('NFD'))).toBe(0);
  });
});
