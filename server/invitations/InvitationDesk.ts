// Tells the invited what becomes of a conference: letters with paper and calendar, handed to the post office in the transaction of the
// change itself. Owns the words' facts and the calendar's sequence; never sends, never decides who may change what.

import type { ConferenceId, ConferenceView } from '../contract/index.ts';
import { LIMITS } from '../contract/limits.ts';
import type { Letterhead } from '../contract/records.ts';
import { answerByOf } from '../domain/scheduling/answerBy.ts';
import type { Outbox } from '../jobs/mail/outboxTransport.ts';
import type { PostOffice } from '../jobs/mail/PostOffice.ts';
import { type MailFacts, type MailTopic, renderMail } from '../jobs/mail/renderMail.ts';
import type { DeliveryView, LetterFile, MailKind, NewMail } from '../jobs/ports.ts';
import { AppError } from '../lib/AppError.ts';
import { describeConference } from '../records/calendar/describeConference.ts';
import { writeCancel, writeRequest } from '../records/calendar/writeCalendar.ts';
import { invitationDocx } from '../records/invitation/docx.ts';
import { buildInvitation } from '../records/invitation/model.ts';
import { invitationPdf } from '../records/invitation/pdf.ts';
import type { Tx } from '../store/prisma.ts';
import { readAnswerLink, signAnswerLink } from './answerLink.ts';
import { listChanges } from './changes.ts';
import { readLetterText } from './letterText.ts';
import type {
  Announced,
  AnswerLink,
  InvitationDoor,
  InvitationState,
  InvitationStore,
  LetterheadStore,
  PaperAsk,
  Recipient,
} from './ports.ts';
import { sampleConference, sampleDetails } from './sample.ts';

const TOLD: readonly string[] = ['publish', 'reschedule', 'cancel', 'postpone'];
const DAY_MS = 86_400_000;
const PDF = 'application/pdf';
/** The office's reasons, as its papers say them. */
const REASONS = {
  batKhaKhang: 'Bất khả kháng',
  yKienCapTren: 'Ý kiến cấp trên',
  chuaChuanBiKip: 'Chưa chuẩn bị kịp',
  khac: '',
} as const;
const LEFT_OUT = 'Điểm cầu không còn trong thành phần dự họp.';

export interface DeskOptions {
  readonly store: InvitationStore;
  readonly letterheads: LetterheadStore;
  readonly postOffice: PostOffice;
  /** null: letters leave by SMTP. */
  readonly outbox: Outbox | null;
  /** `Name <address>` or an address: the organizer of calendars. */
  readonly from: string;
  readonly linkKey: string;
  /** Where people reach the service; asked when a letter is written. */
  readonly url: () => string;
}

/** A step of a conference's life, as the store tells it. */
interface Step {
  readonly act: string;
  readonly at: Date;
  readonly comment?: string;
}

/** One telling: what every letter of it shares. */
interface Telling {
  readonly conference: ConferenceView;
  readonly letterhead: Letterhead;
  readonly sequence: number;
  readonly at: Date;
  /** null: it has passed already, so nobody is asked. */
  readonly answerBy: string | null;
}

export class InvitationDesk implements InvitationDoor {
  readonly #options: DeskOptions;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  /** Queues what the step makes due, in its transaction. Errors: the post office's; then the step does not happen either. */
  async tell(tx: Tx, stepped: Pick<ConferenceView, 'conferenceId' | 'status'>, step: Step): Promise<void> {
    const { act } = step;
    const isToldOf = TOLD.includes(act) || (act === 'edit' && stepped.status === 'published');
    if (!isToldOf) return;
    const isNews = act === 'publish' || act === 'reschedule';
    if (!isNews && !(await this.#hasTold(tx, stepped.conferenceId))) return;
    const conference = await this.#options.store.readConference(tx, stepped.conferenceId);
    if (act === 'edit') return this.#update(tx, conference, step);
    if (act === 'cancel' || act === 'postpone') return this.#withdraw(tx, conference, step);
    return this.#invite(tx, conference, step);
  }

  /** Asked before the conference is read whole: hundreds of drafts of a series end in one transaction, and nobody was told of them. */
  async #hasTold(tx: Tx, conferenceId: ConferenceId): Promise<boolean> {
    const { announced } = await this.#options.store.readState(tx, conferenceId);
    return announced?.isOn === true;
  }

  async makePaper(conference: ConferenceView, { format, details: given, now }: PaperAsk) {
    const { letterhead } = await this.#options.letterheads.read(null);
    const state = await this.#options.store.readState(null, conference.conferenceId);
    const details = given ?? state.details;
    const answerBy = findOpenDeadline(conference, { ...state, details }, now);
    const model = buildInvitation(conference, letterhead, details, answerBy);
    const content = format === 'docx' ? await invitationDocx(model) : await invitationPdf(model);
    return { fileName: `giay-moi.${format}`, content };
  }

  makeSample(letterhead: Letterhead): Promise<Buffer> {
    const { startsAt } = sampleConference;
    const answerBy = answerByOf({ startsAt, answerBy: null, invitedAt: null });
    return invitationPdf(buildInvitation(sampleConference, letterhead, sampleDetails, answerBy));
  }

  async listLetters(conferenceId: ConferenceId) {
    return (await this.#options.postOffice.list(conferenceId)).map(presentLetter);
  }

  async repeatLetter(conferenceId: ConferenceId, deliveryId: string): Promise<void> {
    const letters = await this.#options.postOffice.list(conferenceId);
    if (!letters.some((letter) => letter.deliveryId === deliveryId)) throw new AppError('notFound');
    await this.#options.postOffice.repeat(deliveryId);
  }

  async listOutbox() {
    return (await this.#options.outbox?.list()) ?? null;
  }

  async readOutbox(mailId: string) {
    const { outbox } = this.#options;
    const summary = (await outbox?.list())?.find((mail) => mail.mailId === mailId);
    if (outbox === null || summary === undefined) throw new AppError('notFound');
    return { ...summary, text: readLetterText(await outbox.read(mailId)) };
  }

  openLink(token: string, now: Date): AnswerLink {
    return readAnswerLink(this.#options.linkKey, token, now);
  }

  /** The address a site's letter leads to. */
  answerUrl(conference: Pick<ConferenceView, 'conferenceId' | 'endsAt'>, recipient: Pick<Recipient, 'answersFor'>) {
    const { conferenceId, endsAt } = conference;
    if (recipient.answersFor === null) return null;
    const expiresAt = new Date(Date.parse(endsAt) + LIMITS.answerLinkDays * DAY_MS);
    const token = signAnswerLink(this.#options.linkKey, { conferenceId, siteId: recipient.answersFor }, expiresAt);
    return `${this.#options.url()}/answer/${conferenceId}#${token}`;
  }

  async #invite(tx: Tx, conference: ConferenceView, { at }: Step): Promise<void> {
    const state = await this.#options.store.readState(tx, conference.conferenceId);
    const telling = await this.#begin(tx, conference, { ...state, invitedAt: at.toISOString() }, at);
    const recipients = await this.#options.store.listRecipients(tx, conference);
    await this.#tellPlan(tx, telling, recipients, state);
    const announced = { isOn: true, conference, recipients };
    await this.#keep(tx, telling, announced, at);
  }

  /** Whoever is no longer invited is told so; who is newly invited gets an invitation. */
  async #update(tx: Tx, conference: ConferenceView, { at }: Step): Promise<void> {
    const state = await this.#options.store.readState(tx, conference.conferenceId);
    if (state.announced === null || !state.announced.isOn) return;
    if (listChanges(state.announced.conference, conference).length === 0) return;
    const telling = await this.#begin(tx, conference, state, at);
    const recipients = await this.#options.store.listRecipients(tx, conference);
    await this.#tellPlan(tx, telling, recipients, state);
    const leftOut = state.announced.recipients.filter((before) => !isAmong(recipients, before));
    await this.#tellEnd(tx, telling, leftOut, { kind: 'cancel', reason: LEFT_OUT, isPostponed: false });
    await this.#keep(tx, telling, { isOn: true, conference, recipients });
  }

  async #withdraw(tx: Tx, conference: ConferenceView, { act, at, comment }: Step): Promise<void> {
    const state = await this.#options.store.readState(tx, conference.conferenceId);
    if (state.announced === null || !state.announced.isOn) return;
    const telling = await this.#begin(tx, conference, state, at);
    const { recipients } = state.announced;
    const reason = [REASONS[conference.cancelReason ?? 'khac'], comment ?? ''].filter((text) => text !== '').join('. ');
    await this.#tellEnd(tx, telling, recipients, { kind: 'cancel', reason, isPostponed: act === 'postpone' });
    await this.#keep(tx, telling, { isOn: false, conference: state.announced.conference, recipients });
  }

  async #begin(tx: Tx, conference: ConferenceView, state: InvitationState, at: Date): Promise<Telling> {
    const { letterhead } = await this.#options.letterheads.read(tx);
    const answerBy = findOpenDeadline(conference, state, at);
    return { conference, letterhead, sequence: state.nextSequence, at, answerBy };
  }

  async #keep(tx: Tx, { conference, sequence }: Telling, announced: Announced, invitedAt?: Date): Promise<void> {
    const state = { nextSequence: sequence + 1, announced, ...(invitedAt === undefined ? {} : { invitedAt }) };
    await this.#options.store.writeState(tx, conference.conferenceId, state);
  }

  async #tellPlan(tx: Tx, telling: Telling, recipients: readonly Recipient[], state: InvitationState): Promise<void> {
    if (recipients.length === 0) return;
    const { announced } = state;
    const changes = announced === null ? [] : listChanges(announced.conference, telling.conference);
    const letters = recipients.map((recipient) => {
      const isKnown = announced !== null && isAmong(announced.recipients, recipient);
      return this.#write(telling, recipient, isKnown ? { kind: 'update', changes } : { kind: 'invitation' });
    });
    const attachments = [await this.#makeAttachment(tx, telling, state)];
    await this.#options.postOffice.post(tx, { conferenceId: telling.conference.conferenceId, letters, attachments });
  }

  async #tellEnd(
    tx: Tx,
    telling: Telling,
    recipients: readonly Recipient[],
    topic: Extract<MailTopic, { kind: 'cancel' }>,
  ): Promise<void> {
    const letters = recipients.map((recipient) => this.#write(telling, recipient, topic));
    await this.#options.postOffice.post(tx, { conferenceId: telling.conference.conferenceId, letters });
  }

  async #makeAttachment(tx: Tx, telling: Telling, { details }: InvitationState): Promise<LetterFile> {
    const { conference, letterhead, answerBy } = telling;
    const signed = await this.#options.store.findCurrentSigned(tx, conference.conferenceId);
    if (signed !== undefined) return { filename: signed.fileName, contentType: PDF, content: signed.content };
    // Setting a page takes a tenth of a second: not while everybody who books waits (ADR 0064).
    return { filename: 'giay-moi.pdf', paper: buildInvitation(conference, letterhead, details, answerBy) };
  }

  #write(telling: Telling, recipient: Recipient, topic: MailTopic): NewMail {
    const { conference, sequence } = telling;
    const isEnd = topic.kind === 'cancel';
    const facts = this.#factsFor(telling, recipient, isEnd);
    const event = {
      ...describeConference(conference, {
        sequence,
        stampedAt: telling.at.toISOString(),
        location: telling.letterhead.hubAddress,
        url: facts.conferenceUrl,
        occurrence: null,
      }),
      organizer: parseFrom(this.#options.from),
      attendees: [{ name: recipient.name, email: recipient.address, role: 'required' as const }],
    };
    return {
      kind: topic.kind satisfies MailKind,
      address: recipient.address,
      name: recipient.name,
      idempotencyKey: `${topic.kind}:${conference.conferenceId}:${sequence}:${recipient.address}`,
      content: {
        ...renderMail(topic, facts, recipient.name),
        ics: isEnd
          ? { method: 'CANCEL', content: writeCancel([event]) }
          : { method: 'REQUEST', content: writeRequest([event]) },
        attachmentIds: [],
      },
    };
  }

  #factsFor({ conference, letterhead, answerBy }: Telling, recipient: Recipient, isEnd: boolean): MailFacts {
    const answers = !isEnd && recipient.answersFor !== null;
    return {
      ...describeForMail(conference, letterhead),
      siteName: recipient.siteName,
      answerBy: answers ? answerBy : null,
      answerUrl: answers ? this.answerUrl(conference, recipient) : null,
      conferenceUrl:
        recipient.answersFor === null ? `${this.#options.url()}/conferences/${conference.conferenceId}` : null,
    };
  }
}

/** null: it has passed. */
function findOpenDeadline(
  { startsAt }: ConferenceView,
  { details, invitedAt }: Pick<InvitationState, 'details' | 'invitedAt'>,
  now: Date,
): string | null {
  const answerBy = answerByOf({ startsAt, answerBy: details.answerBy, invitedAt });
  return Date.parse(answerBy) > now.getTime() ? answerBy : null;
}

/** What every letter says of a conference. */
export function describeForMail(conference: ConferenceView, { invitingOffice, contact }: Letterhead) {
  return {
    title: conference.title,
    startsAt: conference.startsAt,
    endsAt: conference.endsAt,
    chair: conference.chair.name,
    organiser: invitingOffice,
    contact: contact === null ? null : `${contact.person}, điện thoại ${contact.phone}`,
    agenda: conference.agenda.map((item) => item.title),
  };
}

function isAmong(recipients: readonly Recipient[], { address }: Recipient): boolean {
  return recipients.some((other) => other.address.toLowerCase() === address.toLowerCase());
}

function parseFrom(from: string): { name: string; email: string } {
  const [, name = '', email = from] = /^\s*(.*?)\s*<([^<>]+)>\s*$/u.exec(from) ?? [];
  return { name: name === '' ? email : name, email };
}

function presentLetter({ conferenceId: _id, subject: _subject, attempts: _attempts, ...letter }: DeliveryView) {
  return letter;
}
