// The part of pdfmake 0.3 that this room uses: the package has no types of its own.

declare module 'pdfmake' {
  /** Points, or left, top, right, bottom. */
  type Margin = number | readonly [number, number, number, number];

  interface CanvasLine {
    readonly type: 'line';
    readonly x1: number;
    readonly y1: number;
    readonly x2: number;
    readonly y2: number;
    readonly lineWidth: number;
  }

  interface TextStyle {
    readonly font?: string;
    readonly fontSize?: number;
    readonly bold?: boolean;
    readonly italics?: boolean;
    readonly color?: string;
    readonly alignment?: 'left' | 'center' | 'right' | 'justify';
    readonly lineHeight?: number;
    /** Indent of the first line, points. */
    readonly leadingIndent?: number;
    readonly margin?: Margin;
    readonly noWrap?: boolean;
  }

  interface TableBody {
    readonly widths: readonly (number | 'auto' | '*')[];
    readonly headerRows?: number;
    readonly dontBreakRows?: boolean;
    readonly body: readonly (readonly PdfContent[])[];
  }

  interface TableLayout {
    readonly hLineWidth?: () => number;
    readonly vLineWidth?: () => number;
    readonly hLineColor?: () => string;
    readonly vLineColor?: () => string;
    readonly paddingLeft?: () => number;
    readonly paddingRight?: () => number;
    readonly paddingTop?: () => number;
    readonly paddingBottom?: () => number;
  }

  export type PdfContent = TextStyle & {
    readonly text?: string | readonly PdfContent[];
    readonly stack?: readonly PdfContent[];
    readonly columns?: readonly PdfContent[];
    readonly columnGap?: number;
    readonly width?: number | 'auto' | '*';
    readonly canvas?: readonly CanvasLine[];
    readonly table?: TableBody;
    readonly layout?: TableLayout | 'noBorders';
    readonly unbreakable?: boolean;
    readonly fillColor?: string;
    readonly headlineLevel?: number;
  };

  export interface PdfDefinition {
    readonly pageSize: 'A4';
    readonly pageOrientation?: 'portrait' | 'landscape';
    readonly pageMargins?: readonly [number, number, number, number];
    readonly defaultStyle?: TextStyle;
    readonly language?: string;
    readonly info?: { readonly title?: string; readonly author?: string };
    readonly header?: (currentPage: number, pageCount: number) => PdfContent | '';
    readonly content: readonly PdfContent[];
  }

  interface PdfMake {
    readonly virtualfs: { writeFileSync(name: string, content: Buffer): void };
    setFonts(fonts: Readonly<Record<string, Readonly<Record<string, string>>>>): void;
    setUrlAccessPolicy(allow: (url: string) => boolean): void;
    setLocalAccessPolicy(allow: (path: string) => boolean): void;
    createPdf(definition: PdfDefinition): { getBuffer(): Promise<Buffer> };
  }

  const pdfmake: PdfMake;
  export default pdfmake;
}
