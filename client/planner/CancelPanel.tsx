// The second step of cancelling: the panel of reasons with the words of "Hủy họp".

import type { ConferenceCancel } from '../httpClient/api.ts';
import { ReasonPanel } from '../life/ReasonPanel.tsx';
import { useTexts } from '../shell/i18n.ts';

interface Props {
  readonly pending: boolean;
  readonly onBack: () => void;
  readonly onConfirm: (values: ConferenceCancel) => void;
}

export function CancelPanel(props: Props) {
  const { t } = useTexts();
  return <ReasonPanel {...props} title={t('conference.cancelTitle')} confirmLabel={t('conference.cancelConfirm')} />;
}
