// The sites of a conference: a checklist in order of precedence, grouped by level, with search and whole groups at once.
// The officers' sites are always in and cannot be taken out here.

import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { PersonView, SiteView } from '../../server/contract/http.ts';
import { useTexts } from '../shell/i18n.ts';
import { listOfficerSites } from './conferenceForm.ts';
import { groupSites, inPrecedenceWithRest, type SiteGroup, searchSites } from './siteGroups.ts';

interface Props {
  /** Those in force on the conference's day. */
  readonly sites: readonly SiteView[];
  /** Those in force today: names of what is chosen but not in force on the day. */
  readonly sitesToday: readonly SiteView[];
  readonly people: readonly PersonView[];
  readonly chairId: string | null;
  readonly coChairIds: readonly string[];
  readonly value: readonly string[];
  readonly onChange: (siteIds: string[]) => void;
  readonly error: string | undefined;
}

// Two hundred boxes must not be drawn again for every letter typed in the title: the editor hands in stable values.
export const SiteChecklist = memo(function SiteChecklist({
  sites,
  sitesToday,
  people,
  chairId,
  coChairIds,
  value,
  onChange,
  error,
}: Props) {
  const { t } = useTexts();
  const [query, setQuery] = useState('');
  const officers = new Set(listOfficerSites({ chairId, coChairIds }, people));
  const chosen = new Set([...value, ...officers]);
  const found = searchSites(sites, query);
  const offered = new Set(sites.map((site) => site.siteId as string));
  const ended = [...chosen].filter((siteId) => !offered.has(siteId));
  const set = (siteIds: readonly string[], on: boolean) => {
    const next = on ? [...value, ...siteIds] : value.filter((siteId) => !siteIds.includes(siteId));
    onChange([...inPrecedenceWithRest(next, sites)]);
  };
  return (
    <section className="panel site-checklist" aria-labelledby="sites-heading">
      <h2 id="sites-heading" data-field="siteIds" tabIndex={-1}>
        {t('form.sites')}
      </h2>
      <p className="figures" aria-live="polite">
        {t('form.sitesChosen', { count: chosen.size })}
      </p>
      {error !== undefined && <p className="field-error">{error}</p>}
      <div className="group-buttons">
        {groupSites(sites).map((group) => (
          <GroupButton key={group.level} group={group} chosen={chosen} onSet={set} />
        ))}
      </div>
      <TextInput
        type="search"
        label={t('form.siteSearch')}
        placeholder={t('form.siteSearchHint')}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Enter in a search must not save the conference.
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      {found.length === 0 && <p className="quiet">{t('common.nothingFound')}</p>}
      {ended.length > 0 && (
        <fieldset className="site-group">
          <legend>{t('form.endedSites')}</legend>
          {ended.map((siteId) => (
            <SiteBox
              key={siteId}
              name={sitesToday.find((site) => site.siteId === siteId)?.name ?? t('form.endedSite')}
              note={officers.has(siteId) ? t('form.officerSite') : undefined}
              checked
              locked={officers.has(siteId)}
              onSet={() => set([siteId], false)}
            />
          ))}
        </fieldset>
      )}
      {groupSites(found).map((group) => (
        <fieldset key={group.level} className="site-group">
          <legend>{t(`form.levels.${group.level}`)}</legend>
          {group.sites.map((site) => (
            <SiteBox
              key={site.siteId}
              name={site.name}
              note={officers.has(site.siteId) ? t('form.officerSite') : site.isHub ? t('form.hub') : undefined}
              checked={chosen.has(site.siteId)}
              locked={officers.has(site.siteId)}
              onSet={(on) => set([site.siteId], on)}
            />
          ))}
        </fieldset>
      ))}
    </section>
  );
});

interface GroupProps {
  readonly group: SiteGroup;
  readonly chosen: ReadonlySet<string>;
  readonly onSet: (siteIds: readonly string[], on: boolean) => void;
}

function GroupButton({ group, chosen, onSet }: GroupProps) {
  const { t } = useTexts();
  const siteIds = group.sites.map((site) => site.siteId);
  const all = siteIds.every((siteId) => chosen.has(siteId));
  const name = t(`form.groups.${group.level}`, { count: siteIds.length });
  return (
    <Button size="xs" onClick={() => onSet(siteIds, !all)}>
      {all ? t('form.chooseNone', { group: name }) : t('form.chooseAll', { group: name })}
    </Button>
  );
}

interface BoxProps {
  readonly name: string;
  readonly note: string | undefined;
  readonly checked: boolean;
  readonly locked: boolean;
  readonly onSet: (on: boolean) => void;
}

function SiteBox({ name, note, checked, locked, onSet }: BoxProps) {
  return (
    <Checkbox
      label={
        <>
          {name}
          {note !== undefined && <span className="quiet"> ({note})</span>}
        </>
      }
      checked={checked}
      disabled={locked}
      onChange={(event) => onSet(event.currentTarget.checked)}
    />
  );
}
