// The units in order: code, level, parent.

import type { UnitView } from '../../server/contract/http.ts';
import { useTexts } from '../shell/i18n.ts';
import { RecordActs } from './RecordActs.tsx';

interface Props {
  readonly units: readonly UnitView[];
  /** Undefined: this account may only read. */
  readonly onEdit: ((unit: UnitView) => void) | undefined;
  readonly onHistory: (unit: UnitView) => void;
}

export function UnitTable({ units, onEdit, onHistory }: Props) {
  const { t } = useTexts();
  const names = new Map(units.map((unit) => [unit.unitId, unit.name]));
  if (units.length === 0) return <p className="quiet">{t('common.nothingFound')}</p>;
  return (
    <>
      <p className="quiet figures" aria-live="polite">
        {t('organisation.unitsFound', { count: units.length })}
      </p>
      <table className="table stacking">
        <thead>
          <tr>
            <th scope="col" className="number">
              {t('organisation.order')}
            </th>
            <th scope="col">{t('organisation.units')}</th>
            <th scope="col">{t('organisation.shortName')}</th>
            <th scope="col">{t('organisation.code')}</th>
            <th scope="col">{t('organisation.level')}</th>
            <th scope="col">{t('organisation.parent')}</th>
            <th scope="col">
              <span className="sr-only">{t('organisation.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {[...units]
            .sort((a, b) => a.order - b.order)
            .map((unit) => (
              <tr key={unit.unitId}>
                <td className="number figures" data-label={t('organisation.order')}>
                  {unit.order}
                </td>
                <th scope="row">{unit.name}</th>
                <td data-label={t('organisation.shortName')}>{unit.shortName}</td>
                <td data-label={t('organisation.code')}>{unit.code}</td>
                <td data-label={t('organisation.level')}>{t(`organisation.levels.${unit.level}`)}</td>
                <td data-label={t('organisation.parent')}>
                  {unit.parentId === null ? '–' : (names.get(unit.parentId) ?? '–')}
                </td>
                <td>
                  <RecordActs
                    name={unit.name}
                    editLabel={t('organisation.editNamed', { name: unit.name })}
                    onEdit={onEdit && (() => onEdit(unit))}
                    onHistory={() => onHistory(unit)}
                  />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </>
  );
}
