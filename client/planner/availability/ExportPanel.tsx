// Taking the week away: files of the week shown, and private calendar addresses that their owner makes and revokes. An address is
// shown once, when it is made, and is kept nowhere in this page.

import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { LIMITS } from '../../../server/contract/limits.ts';
import type { FeedCreated, FeedView } from '../../../server/contract/planning.ts';
import { useTexts } from '../../shell/i18n.ts';
import { Problem } from '../../shell/PageState.tsx';
import { showToast } from '../../shell/toastStore.ts';
import { formatDate, formatTime } from '../../words/time.ts';
import { createFeed, FEEDS_KEY, feedsQuery, revokeFeed } from './planningApi.ts';
import './availability.css';

export function ExportPanel({ monday }: { readonly monday: string }) {
  const { t } = useTexts();
  return (
    <section className="panel stack export-panel no-print" aria-labelledby="export-heading">
      <h2 id="export-heading">{t('exports.title')}</h2>
      <h3>{t('exports.files')}</h3>
      <div className="export-files">
        <Button component="a" href={`/api/week.csv?from=${monday}`} download size="sm">
          {t('exports.csv')}
        </Button>
        <Button component="a" href={`/api/week.xlsx?from=${monday}`} download size="sm">
          {t('exports.xlsx')}
        </Button>
      </div>
      <h3>{t('exports.feeds')}</h3>
      <p>{t('exports.feedsHint')}</p>
      <NewFeed />
      <FeedList />
    </section>
  );
}

function NewFeed() {
  const { t } = useTexts();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const create = useMutation({
    mutationFn: createFeed,
    onSuccess: async () => {
      setName('');
      await client.invalidateQueries({ queryKey: FEEDS_KEY });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') create.mutate(name.trim());
  };
  return (
    <>
      <form className="feed-form" onSubmit={submit}>
        <TextInput
          label={t('exports.feedName')}
          placeholder={t('exports.feedNameHint')}
          maxLength={LIMITS.nameLength}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={name.trim() === ''} loading={create.isPending}>
          {t('exports.create')}
        </Button>
      </form>
      {create.isError && <Problem error={create.error} />}
      {create.data !== undefined && <NewAddress made={create.data} />}
    </>
  );
}

function NewAddress({ made }: { readonly made: FeedCreated }) {
  const { t } = useTexts();
  const address = `${window.location.origin}${made.path}`;
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    showToast(t('exports.copied'));
  };
  return (
    <div role="status" className="feed-address">
      <h4>{t('exports.created', { name: made.feed.name })}</h4>
      <p>{t('exports.once')}</p>
      <div className="feed-form">
        <TextInput
          label={t('exports.address')}
          value={address}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
        {/* A browser that forbids the clipboard still shows the text, selected, to copy by hand. */}
        <Button onClick={() => copy().catch(console.error)}>{t('exports.copy')}</Button>
      </div>
    </div>
  );
}

function FeedList() {
  const { t } = useTexts();
  const client = useQueryClient();
  const feeds = useQuery(feedsQuery);
  const revoke = useMutation({
    mutationFn: revokeFeed,
    onSuccess: async () => {
      showToast(t('exports.revoked'));
      await client.invalidateQueries({ queryKey: FEEDS_KEY });
    },
  });
  if (feeds.isError) return <Problem error={feeds.error} onRetry={() => void feeds.refetch()} />;
  if (feeds.data === undefined) return null;
  if (feeds.data.length === 0) return <p className="quiet">{t('exports.none')}</p>;
  return (
    <>
      <h4>{t('exports.list')}</h4>
      <ul className="feed-list">
        {feeds.data.map((feed) => (
          <li key={feed.feedId}>
            <FeedLine feed={feed} />
            <Button
              size="xs"
              aria-label={t('exports.revokeNamed', { name: feed.name })}
              loading={revoke.isPending && revoke.variables === feed.feedId}
              onClick={() => revoke.mutate(feed.feedId)}
            >
              {t('exports.revoke')}
            </Button>
          </li>
        ))}
      </ul>
      {revoke.isError && <Problem error={revoke.error} />}
    </>
  );
}

function FeedLine({ feed }: { readonly feed: FeedView }) {
  const { t } = useTexts();
  const read =
    feed.lastReadAt === null
      ? t('exports.neverRead')
      : t('exports.lastRead', { date: `${formatTime(feed.lastReadAt)} ${formatDate(feed.lastReadAt)}` });
  return (
    <span>
      {feed.name}{' '}
      <span className="quiet figures">
        {t('exports.madeOn', { date: formatDate(feed.createdAt) })}, {read}
      </span>
    </span>
  );
}
