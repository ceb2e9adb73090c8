// Words of a conference's life and its deadlines in English.

import type { Translated } from '../../shell/texts/translated.ts';
import type { lifeVi } from './lifeVi.ts';

export const lifeEn: Translated<typeof lifeVi> = {
  life: {
    acts: {
      submit: 'Submit for approval',
      approve: 'Approve',
      return: 'Return for completion',
      publish: 'Issue the invitation',
      postpone: 'Postpone',
      reschedule: 'Reschedule',
      cancel: 'Cancel the conference',
      conclude: 'Conclusion issued',
    },
    done: {
      submit: 'Submitted for approval.',
      approve: 'Approved.',
      return: 'Returned for completion.',
      publish: 'The invitation has been issued.',
      postpone: 'The conference has been postponed.',
      reschedule: 'The conference has been rescheduled.',
      cancel: 'The conference has been cancelled.',
      conclude: 'The conclusion is recorded as issued.',
    },
    steps: {
      create: 'Drafted',
      edit: 'Edited',
      open: 'Opened',
      pause: 'Short break',
      resume: 'Resumed',
      close: 'Ended',
    },
    comment: 'Comment',
    returnTitle: 'Return: please say what is missing',
    returnMissing: 'Please say what is missing.',
    returned: 'This conference was returned for completion',
    postponeTitle: 'Postpone: please choose the reason',
    postponeConfirm: 'Confirm the postponement',
    postponedBecause: 'This conference has been postponed. Reason: {{reason}}.',
    rescheduleTitle: 'Reschedule: please choose the new time and the reason',
    rescheduleConfirm: 'Confirm the new time',
    history: 'History',
    byService: 'The service',
    reason: 'Reason: {{reason}}',
    step: '{{from}} → {{to}}',
    changedBy: '{{name}} has just changed: {{fields}}.',
    changedMeanwhile: 'Changed meanwhile: {{fields}}.',
    statusField: 'the status to “{{status}}”',
  },
  secret: {
    question: 'Does the meeting have state-secret content?',
    no: 'No',
    yes: 'Yes',
  },
  deadlines: {
    title: 'Deadlines by the rules',
    ids: { invitation: 'Invitation', papers: 'Papers', conclusion: 'Notice of conclusion' },
    states: { met: 'kept', due: 'in time', late: 'overdue', doneLate: 'late', exempt: 'does not apply' },
    due: 'by {{date}}',
    done: 'done {{date}}',
    makeDotXuat: 'Make it an unscheduled meeting',
  },
};
