// The link check: for chosen sites, layout, quality and content, what each line needs and has, with the verdict in words.

import { Button, Select } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LinkCheckView } from '../../../server/contract/planning.ts';
import { useTexts } from '../../shell/i18n.ts';
import { Problem } from '../../shell/PageState.tsx';
import { LINK_CONTENTS, LINK_LAYOUTS, LINK_QUALITIES } from './choices.ts';
import { type LinkCheckAsk, linkCheckQuery } from './planningApi.ts';
import './availability.css';

interface Props {
  /** The day of the meeting; null: not known yet. */
  readonly on: string | null;
  readonly siteIds: readonly string[];
  readonly chairSiteId: string | null;
  readonly mode: LinkCheckAsk['mode'];
}

type Choice = Pick<LinkCheckAsk, 'layout' | 'quality' | 'content'>;

export function LinkCheckPanel({ on, siteIds, chairSiteId, mode }: Props) {
  const { t, shared } = useTexts();
  const [choice, setChoice] = useState<Choice>({ layout: 'four', quality: 'standard', content: 'hub' });
  const [asked, setAsked] = useState(false);
  const check = useQuery({
    ...linkCheckQuery({ ...choice, on, siteIds: [...siteIds], chairSiteId, mode }),
    enabled: asked && siteIds.length > 0,
    placeholderData: keepPreviousData,
  });
  const set = (change: Partial<Choice>) => setChoice({ ...choice, ...change });
  return (
    <section className="panel stack link-check no-print" aria-labelledby="link-heading">
      <h2 id="link-heading">{t('linkCheck.title')}</h2>
      <div className="link-choices">
        <Select
          label={t('linkCheck.layout')}
          data={LINK_LAYOUTS.map((value) => ({ value, label: shared.layouts[value] }))}
          allowDeselect={false}
          value={choice.layout}
          onChange={(value) => set({ layout: LINK_LAYOUTS.find((known) => known === value) ?? choice.layout })}
        />
        <Select
          label={t('linkCheck.quality')}
          data={LINK_QUALITIES.map((value) => ({ value, label: t(`linkCheck.qualities.${value}`) }))}
          allowDeselect={false}
          value={choice.quality}
          onChange={(value) => set({ quality: LINK_QUALITIES.find((known) => known === value) ?? choice.quality })}
        />
        <Select
          label={t('linkCheck.content')}
          data={LINK_CONTENTS.map((value) => ({ value, label: t(`linkCheck.contents.${value}`) }))}
          allowDeselect={false}
          value={choice.content}
          onChange={(value) => set({ content: LINK_CONTENTS.find((known) => known === value) ?? choice.content })}
        />
        <Button disabled={siteIds.length === 0} loading={check.isLoading} onClick={() => setAsked(true)}>
          {t('linkCheck.check')}
        </Button>
      </div>
      {siteIds.length === 0 && <p className="quiet">{t('linkCheck.noSites')}</p>}
      {check.isError && <Problem error={check.error} onRetry={() => void check.refetch()} />}
      {asked && siteIds.length > 0 && check.data !== undefined && !check.isError && <Results view={check.data} />}
    </section>
  );
}

function Results({ view }: { readonly view: LinkCheckView }) {
  const { t, language } = useTexts();
  const count = (verdict: LinkCheckView['sites'][number]['verdict']) =>
    view.sites.filter((site) => site.verdict === verdict).length;
  const counts = { fits: count('fits'), degraded: count('degraded'), refused: count('refused') };
  const pair = ({ needKbps, haveKbps }: { needKbps: number; haveKbps: number }) =>
    t('linkCheck.pair', { need: needKbps.toLocaleString(language), have: haveKbps.toLocaleString(language) });
  return (
    <>
      <p role="status">{t('linkCheck.summary', counts)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list of two hundred sites is scrolled by keyboard */}
      <section className="link-scroll" aria-label={t('linkCheck.results')} tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('linkCheck.site')}</th>
              <th scope="col">{t('linkCheck.down')}</th>
              <th scope="col">{t('linkCheck.up')}</th>
              <th scope="col">{t('linkCheck.verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {view.sites.map((site) => (
              <tr key={site.siteId}>
                <th scope="row">{site.name}</th>
                <td className="figures">{pair(site.down)}</td>
                <td className="figures">{pair(site.up)}</td>
                <td>
                  <strong className="link-verdict" data-verdict={site.verdict}>
                    {t(`linkCheck.verdicts.${site.verdict}`)}
                  </strong>
                  {site.verdict !== 'fits' && <span className="quiet link-why">{site[language]}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
