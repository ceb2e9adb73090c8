// The sites in order of precedence: unit, level, line, device.

import type { SiteView } from '../../server/contract/http.ts';
import { useTexts } from '../shell/i18n.ts';
import { formatBandwidth } from './bandwidth.ts';
import { RecordActs } from './RecordActs.tsx';

interface Props {
  readonly sites: readonly SiteView[];
  /** Undefined: this account may only read. */
  readonly onEdit: ((site: SiteView) => void) | undefined;
  readonly onHistory: (site: SiteView) => void;
}

export function SiteTable({ sites, onEdit, onHistory }: Props) {
  const { t, language } = useTexts();
  if (sites.length === 0) return <p className="quiet">{t('common.nothingFound')}</p>;
  return (
    <>
      <p className="quiet figures" aria-live="polite">
        {t('organisation.sitesFound', { count: sites.length })}
      </p>
      <table className="table stacking">
        <thead>
          <tr>
            <th scope="col" className="number">
              {t('organisation.order')}
            </th>
            <th scope="col">{t('organisation.sites')}</th>
            <th scope="col">{t('organisation.level')}</th>
            <th scope="col">{t('organisation.link')}</th>
            <th scope="col">{t('organisation.deviceClass')}</th>
            <th scope="col">{t('organisation.phone')}</th>
            <th scope="col">
              <span className="sr-only">{t('organisation.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {[...sites]
            .sort((a, b) => a.order - b.order)
            .map((site) => (
              <tr key={site.siteId}>
                <td className="number figures" data-label={t('organisation.order')}>
                  {site.order}
                </td>
                <th scope="row">
                  {site.name}
                  {site.isHub && <span className="quiet under">{t('organisation.hub')}</span>}
                  {site.unitName !== site.name && <span className="quiet under">{site.unitName}</span>}
                </th>
                <td data-label={t('organisation.level')}>{t(`organisation.levels.${site.level}`)}</td>
                <td className="figures" data-label={t('organisation.link')}>
                  {t('organisation.linkValue', {
                    down: formatBandwidth(site.linkDownKbps, language),
                    up: formatBandwidth(site.linkUpKbps, language),
                  })}
                </td>
                <td data-label={t('organisation.deviceClass')}>
                  {t(`organisation.deviceClasses.${site.deviceClass}`)}
                </td>
                <td className="figures" data-label={t('organisation.phone')}>
                  {site.backupPhone ?? <span className="quiet">{t('organisation.noPhone')}</span>}
                </td>
                <td>
                  <RecordActs
                    name={site.name}
                    editLabel={t('organisation.editNamed', { name: site.name })}
                    onEdit={onEdit && (() => onEdit(site))}
                    onHistory={() => onHistory(site)}
                  />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </>
  );
}
