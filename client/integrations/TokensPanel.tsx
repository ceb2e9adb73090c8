// Access tokens: those in force with what they may and when they were used, those that ended folded away; making and revoking.

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { TokenIssued, TokenView } from '../../server/contract/integration.ts';
import { useTexts } from '../shell/i18n.ts';
import { PageLoading, Problem } from '../shell/PageState.tsx';
import { showToast } from '../shell/toastStore.ts';
import { formatDate, formatTime } from '../words/time.ts';
import { integrationsApi, SCOPE_WORDS, TOKENS_KEY, tokensQuery } from './integrationsApi.ts';
import { Question } from './Question.tsx';
import { SecretPanel } from './SecretPanel.tsx';
import { TokenForm } from './TokenForm.tsx';

/** ms before its end from which a token is said to end soon: time to renew it in the other system */
const SOON_MS = 14 * 86_400_000;

export function TokensPanel() {
  const { t } = useTexts();
  const tokens = useQuery(tokensQuery);
  const addButton = useRef<HTMLButtonElement>(null);
  const [isAdding, setAdding] = useState(false);
  const [issued, setIssued] = useState<TokenIssued | null>(null);
  const [revoking, setRevoking] = useState<TokenView | null>(null);
  const all = tokens.data ?? [];
  const inForce = all.filter(isInForce);
  const ended = all.filter((token) => !isInForce(token));
  return (
    <>
      <div className="toolbar integration-lead">
        <p className="quiet">{t('tokens.purpose')}</p>
        <div className="toolbar-end">
          <Button
            ref={addButton}
            variant={issued === null ? 'filled' : 'default'}
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            onClick={() => setAdding(true)}
          >
            {t('tokens.add')}
          </Button>
        </div>
      </div>
      {issued !== null && (
        <SecretPanel
          key={issued.token.tokenId}
          title={t('tokens.secretTitle', { name: issued.token.name })}
          secret={issued.secret}
          warning={t('tokens.once')}
          onDone={() => {
            setIssued(null);
            addButton.current?.focus();
          }}
        />
      )}
      {tokens.isError && (
        <Problem error={tokens.error} title={t('problems.loadTitle')} onRetry={() => void tokens.refetch()} />
      )}
      {tokens.isPending && <PageLoading rows={4} />}
      {tokens.data !== undefined && inForce.length === 0 && <p className="panel">{t('tokens.none')}</p>}
      {inForce.length > 0 && <TokenTable caption={t('tokens.inForce')} tokens={inForce} onRevoke={setRevoking} />}
      {ended.length > 0 && (
        <details className="integration-ended">
          <summary>{t('tokens.ended', { count: ended.length })}</summary>
          <TokenTable caption={t('tokens.ended', { count: ended.length })} tokens={ended} onRevoke={null} />
        </details>
      )}
      {isAdding && <TokenForm onClose={() => setAdding(false)} onIssued={setIssued} />}
      {revoking !== null && <RevokeQuestion token={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}

function isInForce({ revokedAt, expiresAt }: TokenView): boolean {
  return revokedAt === null && Date.parse(expiresAt) > Date.now();
}

function TokenTable({
  caption,
  tokens,
  onRevoke,
}: {
  readonly caption: string;
  readonly tokens: readonly TokenView[];
  /** null: they have ended. */
  readonly onRevoke: ((token: TokenView) => void) | null;
}) {
  const { t } = useTexts();
  return (
    <table className="table stacking">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('tokens.name')}</th>
          <th scope="col">{t('tokens.scopes')}</th>
          <th scope="col">{t('tokens.lastUsed')}</th>
          <th scope="col">{t(onRevoke === null ? 'tokens.state' : 'tokens.expires')}</th>
          <th scope="col">{t('tokens.made')}</th>
          {onRevoke !== null && (
            <th scope="col">
              <span className="sr-only">{t('tokens.actions')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <tr key={token.tokenId} data-disabled={onRevoke === null || undefined}>
            <th scope="row">{token.name}</th>
            <td data-label={t('tokens.scopes')}>
              {token.scopes.map((scope) => (
                <span key={scope} className="integration-scope">
                  {t(`scopes.${SCOPE_WORDS[scope]}`)}
                </span>
              ))}
            </td>
            <td data-label={t('tokens.lastUsed')} className="figures">
              {token.lastUsedAt === null
                ? t('tokens.neverUsed')
                : `${formatTime(token.lastUsedAt)} ${formatDate(token.lastUsedAt)}`}
            </td>
            <td data-label={t(onRevoke === null ? 'tokens.state' : 'tokens.expires')} className="figures">
              <TokenEnd token={token} />
            </td>
            <td data-label={t('tokens.made')} className="figures">
              {token.createdByName}
              <span className="under quiet">{formatDate(token.createdAt)}</span>
            </td>
            {onRevoke !== null && (
              <td>
                <Button
                  size="xs"
                  aria-label={t('tokens.revokeNamed', { name: token.name })}
                  onClick={() => onRevoke(token)}
                >
                  {t('tokens.revoke')}
                </Button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TokenEnd({ token }: { readonly token: TokenView }) {
  const { t } = useTexts();
  if (token.revokedAt !== null) return <>{t('tokens.revoked', { date: formatDate(token.revokedAt) })}</>;
  const leftMs = Date.parse(token.expiresAt) - Date.now();
  const date = formatDate(token.expiresAt);
  if (leftMs <= 0) return <>{t('tokens.expired', { date })}</>;
  return leftMs < SOON_MS ? <span className="needs-hand">{t('tokens.soon', { date })}</span> : date;
}

function RevokeQuestion({ token, onClose }: { readonly token: TokenView; readonly onClose: () => void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const { name } = token;
  const revoke = useMutation({
    mutationFn: () => integrationsApi.revokeToken(token.tokenId),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: TOKENS_KEY });
      showToast(t('tokens.wasRevoked', { name }));
      onClose();
    },
  });
  return (
    <Question
      title={t('tokens.revokeNamed', { name })}
      text={t('tokens.revokeSure', { name })}
      confirmLabel={t('tokens.revoke')}
      pending={revoke.isPending}
      error={revoke.error}
      onBack={onClose}
      onConfirm={() => revoke.mutate()}
    />
  );
}
