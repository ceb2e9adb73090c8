// Shows a paper as it will be printed, over the page; closing gives the focus back. The bytes come from the caller, nothing is kept.

import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { PapersDialog } from '../../papers/PapersDialog.tsx';
import { PdfViewer } from '../../papers/PdfViewer.tsx';
import { papersWords } from '../../papers/words.ts';
import { useTexts } from '../../shell/i18n.ts';
import { Problem } from '../../shell/PageState.tsx';
import '../../papers/viewer.css';

interface Props {
  /** Asked at each press. undefined: it cannot be made yet, and the caller says why. */
  readonly load: () => Promise<Uint8Array<ArrayBuffer>> | undefined;
  /** Told when the paper covers the page and when it no longer does: what lies below must not take its Escape. */
  readonly onCover?: (isCovered: boolean) => void;
}

export function PreviewButton({ load, onCover }: Props) {
  const { t, language } = useTexts();
  const button = useRef<HTMLButtonElement>(null);
  const preview = useMutation({
    mutationFn: (loading: Promise<Uint8Array<ArrayBuffer>>) => loading,
    onSuccess: () => onCover?.(true),
  });
  const close = () => {
    preview.reset();
    onCover?.(false);
  };
  useReturningFocus(button, preview.isPending || preview.data !== undefined);
  const title = t('invitation.previewTitle');
  return (
    <>
      {preview.isError && <Problem error={preview.error} />}
      <Button
        ref={button}
        loading={preview.isPending}
        onClick={() => {
          const loading = load();
          if (loading !== undefined) preview.mutate(loading);
        }}
      >
        {t('invitation.preview')}
      </Button>
      {preview.data !== undefined &&
        // Out of the form round the button: Enter in the viewer's page number would save it.
        createPortal(
          <PapersDialog label={title} onClose={close}>
            <PdfViewer path={preview.data} title={title} words={papersWords(language)} onClose={close} />
          </PapersDialog>,
          document.body,
        )}
    </>
  );
}

/** A button that waits is disabled and loses the focus: it gets it back when it can be pressed again. */
function useReturningFocus(button: { readonly current: HTMLButtonElement | null }, isBusy: boolean): void {
  const wasBusy = useRef(false);
  useEffect(() => {
    if (wasBusy.current && !isBusy) button.current?.focus();
    wasBusy.current = isBusy;
  }, [button, isBusy]);
}
