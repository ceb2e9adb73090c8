// The acts of a conference's life as buttons, and the panels of those that need words first. The server says which are open.

import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { ConferenceView } from '../../server/contract/http.ts';
import type { LifeAct } from '../../server/contract/life.ts';
import type { LifeBody } from '../httpClient/api.ts';
import { CancelPanel } from '../planner/CancelPanel.tsx';
import { useTexts } from '../shell/i18n.ts';
import { ReasonPanel } from './ReasonPanel.tsx';
import { ReschedulePanel } from './ReschedulePanel.tsx';
import { ReturnPanel } from './ReturnPanel.tsx';
import './life.css';

/** Done with one press. */
const AT_ONCE = ['submit', 'approve', 'publish', 'conclude'] as const;
/** Opens a panel; these stand at the far end. */
const WITH_REASON = ['postpone', 'reschedule', 'cancel'] as const;
type Panel = 'return' | (typeof WITH_REASON)[number];

export interface LifeDoing {
  readonly act: LifeAct;
  readonly body: LifeBody;
}

interface Props {
  readonly acts: readonly LifeAct[];
  readonly panel: Panel | null;
  readonly pending: LifeAct | null;
  readonly onPanel: (panel: Panel | null) => void;
  readonly onAct: (doing: LifeDoing) => void;
}

/** What may be pressed, in the order of life: what leads on, then what sends back. */
export function LeadingActs({ acts, panel, pending, onPanel, onAct }: Props) {
  const open = AT_ONCE.filter((act) => acts.includes(act));
  const likely = open.includes('approve') ? 'approve' : open.at(-1);
  return (
    <>
      {open.map((act) => (
        <ActAtOnce key={act} act={act} isLikely={act === likely} pending={pending} onAct={onAct} />
      ))}
      {acts.includes('return') && <PanelButton act="return" panel={panel} onPanel={onPanel} />}
    </>
  );
}

interface ActProps extends Pick<Props, 'pending' | 'onAct'> {
  readonly act: (typeof AT_ONCE)[number];
  readonly isLikely: boolean;
}

/** Once done the act is no longer offered: the focus its button had goes to the page's content. */
function ActAtOnce({ act, isLikely, pending, onAct }: ActProps) {
  const { t } = useTexts();
  useEffect(
    () => () => {
      if (document.activeElement === document.body) document.getElementById('content')?.focus({ preventScroll: true });
    },
    [],
  );
  return (
    <Button
      variant={isLikely ? 'filled' : 'default'}
      loading={pending === act}
      disabled={pending !== null && pending !== act}
      title={act === 'publish' ? t('conference.publishHint') : undefined}
      onClick={() => onAct({ act, body: {} })}
    >
      {t(`life.acts.${act}`)}
    </Button>
  );
}

/** Hoãn, dời, hủy. */
export function EndingActs({ acts, panel, onPanel }: Pick<Props, 'acts' | 'panel' | 'onPanel'>) {
  const shown = WITH_REASON.filter((act) => acts.includes(act));
  return shown.map((act, index) => (
    <PanelButton key={act} act={act} panel={panel} onPanel={onPanel} isFirstAtEnd={index === 0} />
  ));
}

function PanelButton({
  act,
  panel,
  onPanel,
  isFirstAtEnd = false,
}: Pick<Props, 'panel' | 'onPanel'> & { readonly act: Panel; readonly isFirstAtEnd?: boolean }) {
  const { t } = useTexts();
  return (
    <Button
      className={isFirstAtEnd ? 'far-end' : undefined}
      aria-expanded={panel === act}
      onClick={() => onPanel(panel === act ? null : act)}
    >
      {t(`life.acts.${act}`)}
    </Button>
  );
}

interface PanelProps extends Pick<Props, 'acts' | 'panel' | 'pending' | 'onPanel' | 'onAct'> {
  readonly conference: ConferenceView;
}

/** The open panel; nothing when its act is no longer open. */
export function LifePanel({ conference, acts, panel, pending, onPanel, onAct }: PanelProps) {
  const { t } = useTexts();
  if (panel === null || !acts.includes(panel)) return null;
  const shared = { pending: pending === panel, onBack: () => onPanel(null) };
  switch (panel) {
    case 'return':
      return <ReturnPanel {...shared} onConfirm={(comment) => onAct({ act: 'return', body: { comment } })} />;
    case 'reschedule':
      return (
        <ReschedulePanel {...shared} conference={conference} onConfirm={(body) => onAct({ act: 'reschedule', body })} />
      );
    case 'postpone':
      return (
        <ReasonPanel
          {...shared}
          title={t('life.postponeTitle')}
          confirmLabel={t('life.postponeConfirm')}
          onConfirm={(body) => onAct({ act: 'postpone', body })}
        />
      );
    case 'cancel':
      return <CancelPanel {...shared} onConfirm={(body) => onAct({ act: 'cancel', body })} />;
  }
}

export type LifePanelName = Panel;
