// The letterhead's form and the contract. Pure.

import type { Letterhead } from '../../../server/contract/records.ts';
import { fromLines, toLines } from './lines.ts';

/** '' and '': not printed. */
export interface ContactForm {
  readonly person: string;
  readonly phone: string;
}

/** Lists are text with one entry a line. */
export interface LetterheadForm
  extends Omit<Letterhead, 'parentAgencyLines' | 'agencyLines' | 'recipients' | 'contact' | 'technicalContact'> {
  readonly parentAgencyLines: string;
  readonly agencyLines: string;
  readonly recipients: string;
  readonly contact: ContactForm;
  readonly technicalContact: ContactForm;
}

const NOBODY: ContactForm = { person: '', phone: '' };

export function toLetterheadForm(letterhead: Letterhead): LetterheadForm {
  return {
    ...letterhead,
    parentAgencyLines: fromLines(letterhead.parentAgencyLines),
    agencyLines: fromLines(letterhead.agencyLines),
    recipients: fromLines(letterhead.recipients),
    contact: letterhead.contact ?? NOBODY,
    technicalContact: letterhead.technicalContact ?? NOBODY,
  };
}

export function toLetterhead(form: LetterheadForm): Letterhead {
  return {
    ...form,
    parentAgencyLines: toLines(form.parentAgencyLines),
    agencyLines: toLines(form.agencyLines),
    recipients: toLines(form.recipients),
    contact: toContact(form.contact),
    technicalContact: toContact(form.technicalContact),
  };
}

function toContact({ person, phone }: ContactForm): Letterhead['contact'] {
  return person.trim() === '' && phone.trim() === '' ? null : { person, phone };
}
