/**
 * The giấy mời as a PDF: the same lines as the .docx, set for printing and for digital signing.
 * Never holds wording of its own; the place above the name stays empty for the signature.
 */
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
import { type PdfContent, pdfRule, renderPdf } from '../pdf.ts';
import { type InvitationModel, type InvitationPoint, NATIONAL_MOTTO, NATIONAL_NAME } from './model.ts';

const BODY_WIDTH_MM = PAGE_MM.width - PAGE_MM.left - PAGE_MM.right;
const RED = '#FF0000';
/** In the middle of the text, not of the sheet: the left margin is wider. */
const PAGE_NUMBER_MARGIN = [mmToPt(PAGE_MM.left), mmToPt(10), mmToPt(PAGE_MM.right), 0] as const;
/** Characters up to which a paragraph is not divided between pages: about five lines. */
const WHOLE_PARAGRAPH = 400;

/** Shape: the bytes of a PDF in A4, page numbers from page 2. */
export async function invitationPdf(model: InvitationModel): Promise<Buffer> {
  return renderPdf({
    info: { title: `${model.documentName} ${model.subject}`, author: model.agencyLines.join(' ') },
    header: (page) =>
      page === 1 ? '' : centred(String(page), { fontSize: SIZE_PT.pageNumber, margin: PAGE_NUMBER_MARGIN }),
    content: [head(model), ...title(model), ...body(model), ending(model)],
  });
}

function head(model: InvitationModel): PdfContent {
  const lastAgencyLine = model.agencyLines.at(-1) ?? '';
  const left = [
    ...model.parentAgencyLines.map((line) => centred(line, { fontSize: SIZE_PT.agency })),
    ...model.agencyLines.map((line) => centred(line, { fontSize: SIZE_PT.agency, bold: true })),
    pdfRule(shortRuleMm(lastAgencyLine, SIZE_PT.agency, HEAD_MM.left), HEAD_MM.left),
  ];
  const right = [
    centred(NATIONAL_NAME, { fontSize: SIZE_PT.nationalName, bold: true }),
    centred(NATIONAL_MOTTO, { fontSize: SIZE_PT.motto, bold: true }),
    pdfRule(MOTTO_RULE_MM, HEAD_MM.right),
  ];
  const number = [centred(model.numberLine, { fontSize: SIZE_PT.number }), ...urgency(model.urgencyMark)];
  const date = [centred(model.dateLine, { fontSize: SIZE_PT.date, italics: true })];
  return twoColumns(HEAD_MM, [
    [left, right],
    [number, date],
  ]);
}

/** The mark stands in a red frame of its own under the number. */
function urgency(mark: string | null): PdfContent[] {
  if (mark === null) return [];
  const widthMm = mark.length * 3.2 + 8;
  const text = centred(mark, { fontSize: SIZE_PT.urgency, bold: true, color: RED });
  return [
    {
      margin: [mmToPt((HEAD_MM.left - widthMm) / 2), 6, 0, 0],
      table: { widths: [mmToPt(widthMm)], body: [[text]] },
      layout: { ...tight, hLineWidth: () => 1.5, vLineWidth: () => 1.5, hLineColor: () => RED, vLineColor: () => RED },
    },
  ];
}

function title(model: InvitationModel): PdfContent[] {
  return [
    centred(model.documentName, { fontSize: SIZE_PT.title, bold: true, margin: [0, 18, 0, 0] }),
    centred(model.subject, { fontSize: SIZE_PT.title, bold: true }),
    pdfRule(shortRuleMm(model.subject, SIZE_PT.title, BODY_WIDTH_MM * 0.8), BODY_WIDTH_MM),
  ];
}

function body(model: InvitationModel): PdfContent[] {
  return [
    justified(model.opening, 8),
    ...model.inviteeGroups.flatMap((group) =>
      keepWithFirst(
        justified(`- ${group.heading}`),
        group.lines.map((line) => justified(`+ ${line}`)),
      ),
    ),
    justified(model.occasion),
    ...model.points.flatMap((point, index) => numberedPoint(point, index + 1)),
  ];
}

function numberedPoint(point: InvitationPoint, number: number): PdfContent[] {
  const heading = { text: `${number}. ${point.heading}:`, bold: true };
  const first = justified(point.text === null ? [heading] : [heading, { text: ` ${point.text}` }]);
  return keepWithFirst(
    first,
    point.lines.map((line) => justified(`- ${line}`)),
  );
}

/** A heading alone at the end of a page would point at nothing. */
function keepWithFirst(heading: PdfContent, lines: readonly PdfContent[]): PdfContent[] {
  const [firstLine, ...otherLines] = lines;
  return firstLine === undefined ? [heading] : [{ stack: [heading, firstLine], unbreakable: true }, ...otherLines];
}

/** The last sentence stays with the signature: no page may hold the signature alone. */
function ending(model: InvitationModel): PdfContent {
  const recipients: PdfContent[] = [
    { text: 'Nơi nhận:', bold: true, italics: true, fontSize: SIZE_PT.recipientsHeading },
    ...model.recipientLines.map((line) => ({ text: line, fontSize: SIZE_PT.recipients })),
  ];
  const lettering = { fontSize: SIZE_PT.signature, bold: true } as const;
  const signature = [
    ...model.signatureLines.map((line) => centred(line, lettering)),
    centred(model.signerName, { ...lettering, margin: [0, mmToPt(SIGNATURE_SPACE_MM), 0, 0] }),
  ];
  return {
    unbreakable: true,
    stack: [justified(model.closing, 0, 12), twoColumns(FOOT_MM, [[recipients, signature]])],
  };
}

const tight = { paddingLeft: () => 0, paddingRight: () => 0, paddingTop: () => 0, paddingBottom: () => 1 } as const;

function twoColumns(
  widthsMm: { left: number; right: number },
  rows: readonly (readonly [PdfContent[], PdfContent[]])[],
): PdfContent {
  return {
    table: {
      widths: [mmToPt(widthsMm.left), mmToPt(widthsMm.right)],
      dontBreakRows: true,
      body: rows.map(([left, right]) => [{ stack: left }, { stack: right }]),
    },
    layout: { ...tight, hLineWidth: () => 0, vLineWidth: () => 0 },
  };
}

function centred(text: string, style: Omit<PdfContent, 'text' | 'alignment'>): PdfContent {
  return { ...style, text, alignment: 'center' };
}

function justified(text: string | PdfContent[], beforePt = 0, afterPt: number = BODY.paragraphSpacingPt): PdfContent {
  return {
    text,
    unbreakable: typeof text !== 'string' || text.length <= WHOLE_PARAGRAPH,
    alignment: 'justify',
    fontSize: SIZE_PT.body,
    lineHeight: BODY.lineSpacing,
    leadingIndent: mmToPt(BODY.firstLineIndentMm),
    margin: [0, beforePt, 0, afterPt],
  };
}
