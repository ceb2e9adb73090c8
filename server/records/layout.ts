/**
 * The page of an administrative paper in millimetres and points (Nghị định 30/2020/NĐ-CP, Phụ lục I), once for every
 * renderer. Owns measures only; never knows a format.
 */

/** A4 portrait; margins within 20–25, 30–35 and 15–20 mm. */
export const PAGE_MM = { width: 210, height: 297, top: 20, bottom: 20, left: 30, right: 20 } as const;

/** Columns of the head and the foot; each pair fills the 160 mm between the margins. */
export const HEAD_MM = { left: 62, right: 98 } as const;
export const FOOT_MM = { left: 70, right: 90 } as const;

/** Font sizes in points. */
export const SIZE_PT = {
  nationalName: 13,
  motto: 14,
  agency: 13,
  number: 13,
  date: 14,
  title: 14,
  body: 14,
  signature: 14,
  recipientsHeading: 12,
  recipients: 11,
  pageNumber: 13,
  urgency: 13,
} as const;

export const BODY = { firstLineIndentMm: 10, paragraphSpacingPt: 6, lineSpacing: 1.1 } as const;

/** Empty space between the office and the name: an organisation's seal in real size is 36 mm wide, the picture of a signature lower. */
export const SIGNATURE_SPACE_MM = 28;

/** Width of "Độc lập - Tự do - Hạnh phúc" in bold 14 pt: the rule beneath is as long as the words. */
export const MOTTO_RULE_MM = 60.4;

const MM_PER_PT = 25.4 / 72;
/** Mean width of a bold Times capital and of a bold mixed text, in em. */
const CAPITAL_EM = 0.61;
const MIXED_EM = 0.46;

export function mmToPt(mm: number): number {
  return mm / MM_PER_PT;
}

/** Length of the short rule under a line: between a third and a half of it. Shape: millimetres. */
export function shortRuleMm(text: string, sizePt: number, columnMm: number): number {
  const em = text === text.toLocaleUpperCase('vi') ? CAPITAL_EM : MIXED_EM;
  const lineMm = Math.min(text.length * em * sizePt * MM_PER_PT, columnMm);
  return Math.round(lineMm * 0.42);
}
