// The drawer round a side form: title, what went wrong, the fields, save and back.

import { Button, Drawer } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { useTexts } from '../shell/i18n.ts';
import { Notice, Problem } from '../shell/PageState.tsx';
import { useFocusReturned } from '../shell/useFocusReturned.ts';

interface Props {
  readonly title: string;
  readonly submitLabel?: string;
  readonly pending: boolean;
  readonly error: unknown;
  /** Given when somebody else saved first: takes the new record and keeps what was typed. */
  readonly onTakeNew: (() => Promise<unknown>) | undefined;
  readonly onClose: () => void;
  /** Default: wide enough for one column. */
  readonly size?: string;
  /** Other acts, before save. */
  readonly acts?: ReactNode;
  /** Something lies over it: Escape is meant for that. */
  readonly isCovered?: boolean;
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  readonly children: ReactNode;
}

export function SideFormFrame(props: Props) {
  const { t } = useTexts();
  // The drawer is made open and goes with its owner: its own way of giving the focus back does not see that.
  useFocusReturned();
  return (
    <Drawer
      opened
      onClose={props.onClose}
      title={props.title}
      {...(props.size === undefined ? {} : { size: props.size })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      closeOnClickOutside={false}
      closeOnEscape={props.isCovered !== true}
    >
      <form noValidate className="stack" onSubmit={props.onSubmit}>
        {props.onTakeNew === undefined ? (
          props.error !== null && props.error !== undefined && <Problem error={props.error} />
        ) : (
          <ConflictOffer onTakeNew={props.onTakeNew} />
        )}
        {props.children}
        <div className="actions">
          <Button onClick={props.onClose}>{t('common.back')}</Button>
          {props.acts}
          <Button type="submit" variant="filled" loading={props.pending}>
            {props.submitLabel ?? t('common.save')}
          </Button>
        </div>
      </form>
    </Drawer>
  );
}

/** Somebody else saved first: takes their record and keeps what was typed. */
export function ConflictOffer({ onTakeNew }: { readonly onTakeNew: () => Promise<unknown> }) {
  const { t } = useTexts();
  const take = useMutation({ mutationFn: onTakeNew });
  return (
    <Notice title={t('problems.somebodyElse')}>
      {take.isError && <Problem error={take.error} />}
      <Button size="sm" loading={take.isPending} onClick={() => take.mutate()}>
        {t('problems.takeNew')}
      </Button>
    </Notice>
  );
}
