// Takes uploads in: checks what they are, keeps the file, then writes the row, and has Office files converted one at a time.
// Owns the folder of papers and the converter. A file is kept before its row is written, so a row never speaks of a missing file.

import { rm } from 'node:fs/promises';
import { type ConferenceId, LIMITS, type PaperId, type PaperView } from '../contract/index.ts';
import { AppError } from '../lib/AppError.ts';
import { inBackground } from '../lib/background.ts';
import type { Log } from '../lib/log.ts';
import { SerialQueue } from '../lib/SerialQueue.ts';
import { checkFile } from './checkFile.ts';
import { type Conversion, convertOffice } from './convertOffice.ts';
import { cleanFileName } from './fileNames.ts';
import { PaperFiles } from './PaperFiles.ts';
import type {
  CheckedFile,
  ConversionJob,
  Converted,
  KeptFile,
  PaperActor,
  PaperDoor,
  PaperFields,
  PaperRemoval,
  PaperStore,
  Upload,
} from './ports.ts';

/** uploads that wait to be checked; the next is asked to come again */
const MAX_UPLOADS = 16;
const MAX_CONVERSIONS = 2_000;

export interface PaperDeskOptions {
  readonly folder: string;
  readonly store: PaperStore;
  readonly log: Log;
  /** The program that turns Office files into PDF, LibreOffice's; 'soffice' when left out. */
  readonly converter?: string;
}

export class PaperDesk implements PaperDoor {
  readonly #files: PaperFiles;
  readonly #store: PaperStore;
  readonly #log: Log;
  readonly #converter: string;
  readonly #abort = new AbortController();
  /** One at a time: between keeping a file and its row nobody else may decide that the file is an orphan. */
  readonly #intake = new SerialQueue({ maxWaiting: MAX_UPLOADS });
  readonly #conversions = new SerialQueue({ maxWaiting: MAX_CONVERSIONS });

  private constructor(files: PaperFiles, options: PaperDeskOptions) {
    this.#files = files;
    this.#store = options.store;
    this.#log = options.log;
    this.#converter = options.converter ?? 'soffice';
  }

  /** Opens the folder, removes what a former run left without a row, and goes on converting. One desk a folder. */
  static async open(options: PaperDeskOptions): Promise<PaperDesk> {
    const files = await PaperFiles.open(options.folder);
    const removed = await files.sweep(await options.store.listHashes());
    if (removed > 0) options.log.info({ removed }, 'files without a paper removed');
    const desk = new PaperDesk(files, options);
    for (const job of await options.store.listConverting()) desk.#convertLater(job);
    return desk;
  }

  get incomingFolder(): string {
    return this.#files.incoming;
  }

  get filesFolder(): string {
    return this.#files.folder;
  }

  add(conferenceId: ConferenceId, fields: PaperFields, upload: Upload, by: PaperActor, now: Date): Promise<PaperView> {
    return this.#takeIn(upload, (file) => this.#store.create(conferenceId, fields, file, by, now));
  }

  addVersion(
    conferenceId: ConferenceId,
    paperId: PaperId,
    version: number,
    upload: Upload,
    by: PaperActor,
    now: Date,
  ): Promise<PaperView> {
    return this.#takeIn(upload, (file) => this.#store.addVersion(conferenceId, paperId, version, file, by, now));
  }

  /** In line with the uploads: none of them can take up the same content while its file goes. */
  remove(removal: PaperRemoval): Promise<void> {
    return this.#intake.run(async () => {
      for (const hash of await this.#store.remove(removal)) await this.#forget({ hash });
    });
  }

  /** Resolves when nothing is left to convert. */
  async settled(): Promise<void> {
    await this.#conversions.idle();
  }

  /** Ends the converter; what it had in hand is converted after the next start. Idempotent. */
  async close(): Promise<void> {
    this.#abort.abort();
    await this.#intake.idle();
    await this.#conversions.idle();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #takeIn(upload: Upload, record: (file: CheckedFile) => Promise<PaperView>): Promise<PaperView> {
    try {
      return await this.#intake.run(async () => {
        if (this.#abort.signal.aborted) throw new AppError('unavailable');
        const kind = await checkFile(upload.path);
        const kept = await this.#files.keep(upload.path);
        const file = { ...kept, kind, name: cleanFileName(upload.fileName, kind) };
        const paper = await record(file).catch(async (error: unknown) => {
          await this.#forget(file);
          throw error;
        });
        const [newest] = paper.versions;
        if (newest?.reading === 'converting')
          this.#convertLater({ paperId: paper.paperId, number: newest.number, kind, hash: file.hash });
        return paper;
      });
    } finally {
      await rm(upload.path, { force: true });
    }
  }

  /** The row was refused or taken back: its file goes, unless another paper has the same content. */
  async #forget({ hash }: Pick<KeptFile, 'hash'>): Promise<void> {
    if (!(await this.#store.listHashes()).has(hash)) await this.#files.remove(hash);
  }

  #convertLater(job: ConversionJob): void {
    inBackground(this.#log, 'convert paper', () => this.#conversions.run(() => this.#convert(job)));
  }

  async #convert(job: ConversionJob): Promise<void> {
    if (this.#abort.signal.aborted) return;
    await convertOffice(
      {
        converter: this.#converter,
        source: this.#files.pathOf(job.hash),
        kind: job.kind,
        workFolder: this.#files.incoming,
        signal: this.#abort.signal,
      },
      async (conversion) => {
        // Killed by our own end: it stays to be converted.
        if (conversion.outcome !== 'converted' && this.#abort.signal.aborted) return;
        await this.#intake.run(async () => {
          const converted = await this.#keepPdf(conversion);
          await this.#store.settleConversion(job, converted);
          // Taken back meanwhile: nobody speaks of what was made of it.
          if (converted.reading === 'ready') await this.#forget(converted.pdf);
        });
      },
    );
  }

  async #keepPdf(conversion: Conversion): Promise<Converted> {
    if (conversion.outcome === 'noConverter') return { reading: 'downloadOnly' };
    if (conversion.outcome === 'failed') return { reading: 'failed' };
    const pdf = await this.#files.keep(conversion.path);
    if (pdf.sizeBytes <= LIMITS.paperBytes) return { reading: 'ready', pdf };
    await this.#forget(pdf);
    return { reading: 'failed' };
  }
}
