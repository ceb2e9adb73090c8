// The conference form itself: fields, messages at the field, a summary at the top, and a guard against losing text.
// Knows nothing of saving: its page hands in what happens and shows what went wrong.

import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import { Link } from 'react-router';
import type { SiteView } from '../../server/contract/http.ts';
import { FormDeadlines } from '../life/DeadlinePanel.tsx';
import { useTexts } from '../shell/i18n.ts';
import { Notice } from '../shell/PageState.tsx';
import { AgendaEditor } from './AgendaEditor.tsx';
import { AvailabilityPanel } from './availability/AvailabilityPanel.tsx';
import { LinkCheckPanel } from './availability/LinkCheckPanel.tsx';
import { type ConferenceForm, type Directory, listOfficerSites, toDeadlineQuestion } from './conferenceForm.ts';
import { GeneralFields } from './GeneralFields.tsx';
import { isLocalDate } from './localTime.ts';
import { OfficerFields } from './OfficerFields.tsx';
import { peopleOnQuery, sitesOnQuery } from './queries.ts';
import { SiteChecklist } from './SiteChecklist.tsx';
import { inPrecedence } from './siteGroups.ts';
import { UnsavedGuard } from './UnsavedGuard.tsx';
import { type FormProblem, validateConference } from './validateConference.ts';
import './form.css';

interface Props {
  readonly title: string;
  /** Below the title; told whether something is typed. */
  readonly lead?: ReactNode | ((dirty: boolean) => ReactNode);
  readonly submitLabel: string;
  /** What is stored (or the defaults): the form is dirty when it differs from this. */
  readonly base: ConferenceForm;
  /** What the form starts with. */
  readonly initial: ConferenceForm;
  /** Not stored yet. */
  readonly isNew: boolean;
  /** Many conferences on many days: nothing is asked or said about the day. */
  readonly hasNoDay?: boolean;
  /** The conference being edited; left out for a new one. */
  readonly conferenceId?: string;
  readonly directory: Directory;
  readonly saving: boolean;
  readonly problem: ReactNode;
  readonly backTo: string;
  /** More of the form, below the officers; gets what is typed, and the people of the day typed. */
  readonly more?: (form: ConferenceForm, directory: Directory) => ReactNode;
  /** Something of `more` is not as it is stored. */
  readonly isMoreChanged?: boolean;
  readonly onSave: (form: ConferenceForm, directory: Directory) => void;
  /** Questions that are no field of a stored conference. */
  readonly children?: ReactNode;
}

export type EditorForm = ReturnType<typeof useEditorForm>['form'];

function useEditorForm({ initial, base, isNew, directory: today }: Props) {
  const people = useRef(today.people);
  const form = useForm<ConferenceForm>({
    initialValues: initial,
    validateInputOnBlur: true,
    // A stored conference of the past can still be corrected, as long as its time stays.
    validate: (values) =>
      validateConference(values, people.current, isNew || isMoved(base, values) ? Date.now() : null),
  });
  const directory = usePeopleOn(form.values.date, today);
  useEffect(() => {
    people.current = directory.people;
  }, [directory]);
  return { form, directory };
}

function isMoved(before: ConferenceForm, after: ConferenceForm): boolean {
  const timeOf = ({ date, startTime, endTime, endsNextDay }: ConferenceForm) => [date, startTime, endTime, endsNextDay];
  return timeOf(before).join() !== timeOf(after).join();
}

export function ConferenceEditor(props: Props) {
  const { t } = useTexts();
  const { form, directory } = useEditorForm(props);
  const say = useSayProblem();
  const { setFieldValue } = form;
  const sites = useSitesOn(form.values.date, props.directory.sites);
  const setSites = useCallback((siteIds: string[]) => setFieldValue('siteIds', siteIds), [setFieldValue]);
  const top = useRef<HTMLDivElement>(null);
  const hasProblem = Boolean(props.problem);
  useEffect(() => {
    if (hasProblem) top.current?.scrollIntoView({ block: 'start' });
  }, [hasProblem]);
  const dirty = props.isMoreChanged === true || JSON.stringify(form.values) !== JSON.stringify(props.base);
  const problemCount = Object.keys(form.errors).length;
  return (
    <form
      className="editor"
      noValidate
      aria-label={props.title}
      onSubmit={form.onSubmit(
        (values) => props.onSave(values, directory),
        (errors) => focusFirst(form, Object.keys(errors)),
      )}
    >
      <div ref={top} className="editor-top">
        <h1>{props.title}</h1>
        {typeof props.lead === 'function' ? props.lead(dirty) : props.lead}
        {props.problem}
        {problemCount > 0 && <Notice title={t('form.problemsTitle', { count: problemCount })}>{null}</Notice>}
      </div>
      <div className="editor-columns">
        <div className="stack">
          <GeneralFields form={form} hasNoDay={props.hasNoDay === true} />
          {props.children}
          {!props.hasNoDay && <EditorDeadlines form={form} conferenceId={props.conferenceId} />}
          <OfficerFields form={form} people={directory.people} peopleToday={props.directory.people} />
          {!props.hasNoDay && (
            <AvailabilityPanel form={form} directory={directory} conferenceId={props.conferenceId ?? null} />
          )}
          {props.more?.(form.values, directory)}
          <AgendaEditor form={form} />
          <LinkCheckPanel {...lineQuestion(form.values, directory)} />
        </div>
        <SiteChecklist
          sites={sites}
          sitesToday={props.directory.sites}
          people={directory.people}
          chairId={form.values.chairId}
          coChairIds={form.values.coChairIds}
          value={form.values.siteIds}
          onChange={setSites}
          error={say(form.errors.siteIds)}
        />
      </div>
      <div className="editor-foot">
        <Button component={Link} to={props.backTo}>
          {t('common.back')}
        </Button>
        <Button type="submit" variant="filled" loading={props.saving}>
          {props.submitLabel}
        </Button>
      </div>
      <UnsavedGuard dirty={dirty} />
    </form>
  );
}

/** Whose lines to check: the chosen sites with the officers' own. */
function lineQuestion(form: ConferenceForm, { people, sites }: Directory) {
  const siteIds = inPrecedence([...form.siteIds, ...listOfficerSites(form, people)], sites);
  const chair = people.find((person) => person.accountId === form.chairId);
  const on = isLocalDate(form.date) ? form.date : null;
  return { on, siteIds, chairSiteId: chair?.siteId ?? null, mode: form.mode };
}

/** The sites of the day chosen; today's while there is no day, or until they have come. */
function useSitesOn(date: string, today: readonly SiteView[]): readonly SiteView[] {
  const sites = useQuery({ ...sitesOnQuery(date), enabled: isLocalDate(date) });
  return sites.data ?? today;
}

/** The same with the people of the day chosen. */
function usePeopleOn(date: string, today: Directory): Directory {
  const { data } = useQuery({ ...peopleOnQuery(date), enabled: isLocalDate(date) });
  return useMemo(() => (data === undefined ? today : { ...today, people: data }), [data, today]);
}

/** What the rules say to the times as typed; nothing while they are none. */
function EditorDeadlines(props: { readonly form: EditorForm; readonly conferenceId: string | undefined }) {
  const { form, conferenceId } = props;
  const typed = toDeadlineQuestion(form.values);
  if (typed === undefined) return null;
  const question = conferenceId === undefined ? typed : { ...typed, conferenceId };
  return <FormDeadlines question={question} onMakeDotXuat={() => form.setFieldValue('kind', 'dotXuat')} />;
}

/** A field's problem in words; undefined when it has none. */
export function useSayProblem(): (problem: ReactNode) => string | undefined {
  const { t } = useTexts();
  return (problem) => (typeof problem === 'string' ? t(`form.problems.${problem as FormProblem}`) : undefined);
}

function focusFirst(form: EditorForm, paths: readonly string[]): void {
  for (const path of paths) {
    const node = form.getInputNode(path) ?? document.querySelector<HTMLElement>(`[data-field="${path}"]`);
    if (node !== null) {
      node.focus();
      node.scrollIntoView({ block: 'center' });
      return;
    }
  }
}
