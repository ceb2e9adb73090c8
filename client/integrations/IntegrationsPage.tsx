// The doors for other systems, for administrators: access tokens and webhooks. The tab is in the address.

import { Tabs } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { useTexts } from '../shell/i18n.ts';
import { NotAllowed, usePageTitle } from '../shell/PageState.tsx';
import { useMe } from '../shell/session.ts';
import { TokensPanel } from './TokensPanel.tsx';
import { WebhooksPanel } from './WebhooksPanel.tsx';
import './integrations.css';

const TABS = ['tokens', 'webhooks'] as const;

export function IntegrationsPage() {
  const { t } = useTexts();
  const isAdministrator = useMe().role === 'administrator';
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find((known) => known === search.get('tab')) ?? 'tokens';
  usePageTitle(t('integrations.title'));
  if (!isAdministrator) return <NotAllowed />;
  return (
    <>
      <div className="toolbar">
        <h1>{t('integrations.title')}</h1>
        <p className="quiet">{t('integrations.intro')}</p>
        <p className="toolbar-end integration-docs">
          <a href="/api/docs">{t('integrations.docs')}</a>
          <a href="/api/openapi.json">{t('integrations.openapi')}</a>
        </p>
      </div>
      <Tabs
        value={tab}
        onChange={(value) => setSearch(value === null ? {} : { tab: value }, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List>
          {TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`integrations.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="tokens" className="integration-panel">
          <TokensPanel />
        </Tabs.Panel>
        <Tabs.Panel value="webhooks" className="integration-panel">
          <WebhooksPanel />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
