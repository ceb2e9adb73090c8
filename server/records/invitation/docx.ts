/**
 * The giấy mời as a Word document: the same lines as the PDF, set with styles a clerk can go on editing.
 * Never holds wording of its own; fonts are named, not embedded (Times New Roman is on every office machine).
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  type IParagraphOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  SimpleField,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import {
  BODY,
  FOOT_MM,
  HEAD_MM,
  MOTTO_RULE_MM,
  mmToPt,
  PAGE_MM,
  SIGNATURE_SPACE_MM,
  SIZE_PT,
  shortRuleMm,
} from '../layout.ts';
import { type InvitationModel, type InvitationPoint, NATIONAL_MOTTO, NATIONAL_NAME } from './model.ts';

const FONT = 'Times New Roman';
/** A numbered point; bold, because a field's result takes its lettering from the paragraph. */
const POINT_STYLE = 'Muc';
const TWIPS_PER_PT = 20;
/** Twentieths of a point per line of single spacing in Word's "auto" rule. */
const SINGLE_LINE = 240;
const BODY_WIDTH_MM = PAGE_MM.width - PAGE_MM.left - PAGE_MM.right;
const noBorder = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const noBorders = {
  top: noBorder,
  bottom: noBorder,
  left: noBorder,
  right: noBorder,
  insideHorizontal: noBorder,
  insideVertical: noBorder,
} as const;

/** Rounded, not cut off as the library's own: an A4 page one twip short is no A4 page to a printer. */
function mmToTwip(mm: number): number {
  return Math.round(mmToPt(mm) * TWIPS_PER_PT);
}

interface Lettering {
  readonly size: number;
  readonly bold?: boolean;
  readonly italics?: boolean;
}

/** Shape: the bytes of a .docx in A4, page numbers from page 2. */
export async function invitationDocx(model: InvitationModel): Promise<Buffer> {
  const document = new Document({
    title: `${model.documentName} ${model.subject}`,
    creator: model.agencyLines.join(' '),
    styles: {
      default: { document: { run: { font: FONT, size: SIZE_PT.body * 2, language: { value: 'vi-VN' } } } },
      paragraphStyles: [{ id: POINT_STYLE, name: 'Mục', run: { bold: true } }],
    },
    sections: [
      {
        properties: { page: pageProperties(), titlePage: true },
        headers: { default: numberedHeader(), first: new Header({ children: [new Paragraph({})] }) },
        children: [head(model), ...title(model), ...body(model), foot(model), end()],
      },
    ],
  });
  return Packer.toBuffer(document);
}

function pageProperties() {
  return {
    size: { width: mmToTwip(PAGE_MM.width), height: mmToTwip(PAGE_MM.height) },
    margin: {
      top: mmToTwip(PAGE_MM.top),
      bottom: mmToTwip(PAGE_MM.bottom),
      left: mmToTwip(PAGE_MM.left),
      right: mmToTwip(PAGE_MM.right),
      header: mmToTwip(10),
    },
  };
}

function numberedHeader(): Header {
  const number = new TextRun({ children: [PageNumber.CURRENT], size: SIZE_PT.pageNumber * 2, font: FONT });
  return new Header({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [number] })] });
}

function head(model: InvitationModel): Table {
  const lastAgencyLine = model.agencyLines.at(-1) ?? '';
  const left = [
    ...model.parentAgencyLines.map((line) => centred(line, { size: SIZE_PT.agency })),
    ...model.agencyLines.map((line) => centred(line, { size: SIZE_PT.agency, bold: true })),
    rule(shortRuleMm(lastAgencyLine, SIZE_PT.agency, HEAD_MM.left), HEAD_MM.left),
  ];
  const right = [
    centred(NATIONAL_NAME, { size: SIZE_PT.nationalName, bold: true }),
    centred(NATIONAL_MOTTO, { size: SIZE_PT.motto, bold: true }),
    rule(MOTTO_RULE_MM, HEAD_MM.right),
  ];
  const number = [centred(model.numberLine, { size: SIZE_PT.number }), ...urgency(model.urgencyMark)];
  const date = [centred(model.dateLine, { size: SIZE_PT.date, italics: true })];
  return twoColumns(HEAD_MM, [
    [left, right],
    [number, date],
  ]);
}

/** The mark stands in a red frame of its own under the number. */
function urgency(mark: string | null): Paragraph[] {
  if (mark === null) return [];
  const border = { style: BorderStyle.SINGLE, size: 12, color: 'FF0000', space: 2 } as const;
  const sideMm = (HEAD_MM.left - 8 - mark.length * 3.2) / 2;
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 6 * TWIPS_PER_PT },
      indent: { left: mmToTwip(sideMm), right: mmToTwip(sideMm) },
      border: { top: border, bottom: border, left: border, right: border },
      children: [new TextRun({ text: mark, bold: true, color: 'FF0000', size: SIZE_PT.urgency * 2 })],
    }),
  ];
}

function title(model: InvitationModel): Paragraph[] {
  const lettering = { size: SIZE_PT.title, bold: true };
  return [
    centred(model.documentName, lettering, { spacing: { before: 18 * TWIPS_PER_PT } }),
    centred(model.subject, lettering),
    rule(shortRuleMm(model.subject, SIZE_PT.title, BODY_WIDTH_MM * 0.8), BODY_WIDTH_MM),
  ];
}

function body(model: InvitationModel): Paragraph[] {
  return [
    justified(model.opening, { spacing: bodySpacing(8) }),
    ...model.inviteeGroups.flatMap((group) => [
      justified(`- ${group.heading}`, { keepNext: true }),
      ...group.lines.map((line) => justified(`+ ${line}`)),
    ]),
    justified(model.occasion),
    ...model.points.flatMap((point, index) => numberedPoint(point, index + 1)),
    justified(model.closing, { keepNext: true, spacing: { ...bodySpacing(0), after: 12 * TWIPS_PER_PT } }),
  ];
}

/**
 * The number is a field: a clerk who adds a point has the others renumbered. It also makes LibreOffice look at the
 * heading twice: it guesses a page break after 25 paragraphs, and a heading guessed to the top of a page and taken back
 * is otherwise not asked again whether its first line came along.
 */
function numberedPoint(point: InvitationPoint, number: number): Paragraph[] {
  const heading = [new SimpleField('SEQ muc \\* ARABIC', String(number)), new TextRun(`. ${point.heading}:`)];
  const text = point.text === null ? [] : [new TextRun({ text: ` ${point.text}`, bold: false })];
  return [
    new Paragraph({
      ...bodyParagraph(),
      style: POINT_STYLE,
      keepNext: point.lines.length > 0,
      children: [...heading, ...text],
    }),
    ...point.lines.map((line) => justified(`- ${line}`)),
  ];
}

function foot(model: InvitationModel): Table {
  const recipients = [
    new Paragraph({
      children: [new TextRun({ text: 'Nơi nhận:', bold: true, italics: true, size: SIZE_PT.recipientsHeading * 2 })],
    }),
    ...model.recipientLines.map(
      (line) => new Paragraph({ children: [new TextRun({ text: line, size: SIZE_PT.recipients * 2 })] }),
    ),
  ];
  const lettering = { size: SIZE_PT.signature, bold: true };
  const signature = [
    ...model.signatureLines.map((line) => centred(line, lettering)),
    centred(model.signerName, lettering, { spacing: { before: mmToTwip(SIGNATURE_SPACE_MM) } }),
  ];
  return twoColumns(FOOT_MM, [[recipients, signature]]);
}

/** Word wants a paragraph after the last table; its own would be a line high and could open a new page. */
function end(): Paragraph {
  return new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT }, children: [] });
}

function twoColumns(widthsMm: { left: number; right: number }, rows: (readonly [Paragraph[], Paragraph[]])[]): Table {
  const widths = [mmToTwip(widthsMm.left), mmToTwip(widthsMm.right)];
  const cell = (children: Paragraph[], width: number | undefined) =>
    new TableCell({
      children,
      width: { size: width ?? 0, type: WidthType.DXA },
      margins: { top: 0, bottom: 0, left: 0, right: 0 },
      verticalAlign: VerticalAlignTable.TOP,
      borders: noBorders,
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: mmToTwip(BODY_WIDTH_MM), type: WidthType.DXA },
    columnWidths: widths,
    borders: noBorders,
    rows: rows.map(
      ([left, right]) => new TableRow({ cantSplit: true, children: [cell(left, widths[0]), cell(right, widths[1])] }),
    ),
  });
}

function centred(text: string, lettering: Lettering, options: IParagraphOptions = {}): Paragraph {
  const run = new TextRun({
    text,
    bold: lettering.bold ?? false,
    italics: lettering.italics ?? false,
    size: lettering.size * 2,
  });
  return new Paragraph({ ...options, alignment: AlignmentType.CENTER, children: [run] });
}

function justified(text: string, options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ ...bodyParagraph(), ...options, children: [new TextRun({ text })] });
}

function bodyParagraph(): IParagraphOptions {
  return {
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine: mmToTwip(BODY.firstLineIndentMm) },
    spacing: bodySpacing(0),
  };
}

function bodySpacing(beforePt: number) {
  return {
    before: beforePt * TWIPS_PER_PT,
    after: BODY.paragraphSpacingPt * TWIPS_PER_PT,
    line: SINGLE_LINE * BODY.lineSpacing,
    lineRule: LineRuleType.AUTO,
  };
}

/** A rule in the middle of a column: the upper border of an empty, very low paragraph. */
function rule(lengthMm: number, columnMm: number): Paragraph {
  const side = mmToTwip((columnMm - lengthMm) / 2);
  return new Paragraph({
    indent: { left: side, right: side },
    spacing: { before: 60, line: 120, lineRule: LineRuleType.EXACT },
    border: { top: { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 0 } },
    children: [],
  });
}
