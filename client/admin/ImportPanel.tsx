// A workbook brought in: choose file and day, look at the dry run, apply it as a second step. Whatever is chosen anew asks
// for a new dry run, so that what is applied is what was shown.

import { Button, FileInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OrganisationImportReport } from '../../server/contract/organisation.ts';
import { api } from '../httpClient/api.ts';
import { formatLocalDate } from '../planner/localTime.ts';
import { useTexts } from '../shell/i18n.ts';
import { Problem } from '../shell/PageState.tsx';
import { showToast } from '../shell/toastStore.ts';
import { formatDate, formatTime } from '../words/time.ts';
import { DayField } from './DayField.tsx';
import { ImportReport } from './ImportReport.tsx';
import { ACCOUNTS_KEY, DIRECTORY_KEY, IMPORTS_KEY, importsQuery, SITES_KEY, UNITS_KEY } from './queries.ts';
import { checkDay } from './validateAdmin.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CHANGED_KEYS = [UNITS_KEY, SITES_KEY, ACCOUNTS_KEY, DIRECTORY_KEY, IMPORTS_KEY];

export function ImportPanel({ today }: { readonly today: string }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [day, setDay] = useState(today);
  const send = (dryRun: boolean) => {
    // A browser without a spreadsheet program does not know the type of the file.
    const blob = new Blob(file === null ? [] : [file], { type: XLSX });
    return api.importOrganisation(blob, day, dryRun);
  };
  const check = useMutation({ mutationFn: () => send(true) });
  const apply = useMutation({
    mutationFn: () => send(false),
    onSuccess: async (report) => {
      await Promise.all(CHANGED_KEYS.map((queryKey) => client.invalidateQueries({ queryKey })));
      if (report.applied) showToast(t('importing.applied', { day: formatLocalDate(report.effectiveFrom) }));
    },
  });
  const forget = () => {
    check.reset();
    apply.reset();
  };
  const report = apply.data ?? check.data;
  return (
    <>
      <form
        className="stack import-form"
        onSubmit={(event) => {
          event.preventDefault();
          apply.reset();
          check.mutate();
        }}
      >
        <FileInput
          label={t('importing.file')}
          description={t('importing.fileHint')}
          placeholder={t('importing.chooseFile')}
          accept=".xlsx"
          value={file}
          onChange={(chosen) => {
            setFile(chosen);
            forget();
          }}
        />
        <DayField
          label={t('organisation.effectiveFrom')}
          value={day}
          onChange={(chosen) => {
            setDay(chosen);
            forget();
          }}
        />
        <p className="quiet">{t('importing.accountsNote')}</p>
        <div className="actions">
          <Button type="submit" disabled={file === null || checkDay(day) !== null} loading={check.isPending}>
            {t('importing.dryRun')}
          </Button>
        </div>
      </form>
      {check.isError && <Problem error={check.error} />}
      {apply.isError && <Problem error={apply.error} />}
      {report !== undefined && (
        <ImportReport
          report={report}
          action={
            canApply(report) && (
              <div className="actions">
                <Button variant="filled" loading={apply.isPending} onClick={() => apply.mutate()}>
                  {t('importing.apply', { day: formatLocalDate(report.effectiveFrom) })}
                </Button>
              </div>
            )
          }
        />
      )}
      <ImportLog />
    </>
  );
}

function canApply(report: OrganisationImportReport): boolean {
  return !report.applied && report.problems.length === 0 && report.changes.length > 0;
}

function ImportLog() {
  const { t } = useTexts();
  const imports = useQuery(importsQuery);
  return (
    <section aria-labelledby="import-log">
      <h2 id="import-log">{t('importing.log')}</h2>
      {imports.isError && <Problem error={imports.error} onRetry={() => void imports.refetch()} />}
      {imports.data?.length === 0 && <p className="quiet">{t('importing.noLog')}</p>}
      <ul className="import-log figures">
        {(imports.data ?? []).map((one) => (
          <li key={one.importId}>
            {t('importing.logLine', {
              time: `${formatTime(one.at)} ${formatDate(one.at)}`,
              name: one.accountName,
              day: formatLocalDate(one.effectiveFrom),
              added: one.counts.added,
              renamed: one.counts.renamed,
              moved: one.counts.moved,
              changed: one.counts.changed,
              closed: one.counts.closed,
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}
