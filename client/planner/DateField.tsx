// A day as dd/MM/yyyy, typed or picked; the calendar speaks the page's language and starts on Monday.

import { DateInput, type DateInputProps, DatesProvider } from '@mantine/dates';
import 'dayjs/locale/vi';
import '@mantine/dates/styles.css';
import { useTexts } from '../shell/i18n.ts';
import { parseTypedDate } from './localTime.ts';

interface Props {
  readonly label: string;
  readonly inputProps: Partial<DateInputProps>;
  readonly error: string | undefined;
}

export function DateField({ label, inputProps, error }: Props) {
  const { t, language } = useTexts();
  const isVietnamese = language === 'vi';
  return (
    <DatesProvider settings={{ locale: language, firstDayOfWeek: 1 }}>
      <DateInput
        label={label}
        description={t('form.dateHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        valueFormat="DD/MM/YYYY"
        dateParser={(text) => parseTypedDate(text) ?? null}
        monthLabelFormat={isVietnamese ? '[Tháng] M/YYYY' : 'MMMM YYYY'}
        monthsListFormat={isVietnamese ? '[Tháng] M' : 'MMM'}
        hideOutsideDates
        weekendDays={[]}
        popoverProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
        ariaLabels={{
          previousMonth: t('form.previousMonth'),
          nextMonth: t('form.nextMonth'),
          previousYear: t('form.previousYear'),
          nextYear: t('form.nextYear'),
          previousDecade: t('form.previousYears'),
          nextDecade: t('form.nextYears'),
        }}
        required
        className="figures"
        {...inputProps}
        value={inputProps.value || null}
        error={error}
      />
    </DatesProvider>
  );
}
