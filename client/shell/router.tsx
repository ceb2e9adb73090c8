// Which address shows which page. Every page is its own chunk; only the frame is in the first load.

import { createBrowserRouter } from 'react-router';
import { Frame } from './Frame.tsx';
import { NotFound, PageFailed } from './PageFailed.tsx';

export const router = createBrowserRouter([
  {
    errorElement: <PageFailed />,
    hydrateFallbackElement: <div aria-busy="true" />,
    children: [
      {
        path: '/sign-in',
        lazy: async () => ({ Component: (await import('../account/SignInPage.tsx')).SignInPage }),
      },
      {
        path: '/answer/:conferenceId',
        lazy: async () => {
          const { followGuestPreferences } = await import('../planner/invitation/guestPreferences.ts');
          await followGuestPreferences();
          return { Component: (await import('../planner/invitation/AnswerPage.tsx')).AnswerPage };
        },
      },
      {
        element: <Frame />,
        children: [
          {
            errorElement: <PageFailed />,
            children: [
              { index: true, lazy: async () => ({ Component: (await import('../planner/WeekPage.tsx')).WeekPage }) },
              {
                path: '/conferences',
                lazy: async () => ({ Component: (await import('../planner/ListPage.tsx')).ListPage }),
              },
              {
                path: '/conferences/new',
                lazy: async () => ({ Component: (await import('../planner/NewConferencePage.tsx')).NewConferencePage }),
              },
              {
                path: '/conferences/:conferenceId',
                lazy: async () => ({ Component: (await import('../planner/ConferencePage.tsx')).ConferencePage }),
              },
              {
                path: '/conferences/:conferenceId/edit',
                lazy: async () => ({
                  Component: (await import('../planner/EditConferencePage.tsx')).EditConferencePage,
                }),
              },
              {
                path: '/series',
                lazy: async () => ({
                  Component: (await import('../planner/series/SeriesListPage.tsx')).SeriesListPage,
                }),
              },
              {
                path: '/series/:seriesId',
                lazy: async () => ({ Component: (await import('../planner/series/SeriesPage.tsx')).SeriesPage }),
              },
              {
                path: '/series/:seriesId/edit',
                lazy: async () => ({
                  Component: (await import('../planner/series/EditSeriesPage.tsx')).EditSeriesPage,
                }),
              },
              {
                path: '/templates',
                lazy: async () => ({
                  Component: (await import('../planner/templates/TemplatesPage.tsx')).TemplatesPage,
                }),
              },
              {
                path: '/organisation',
                lazy: async () => ({ Component: (await import('../admin/OrganisationPage.tsx')).OrganisationPage }),
              },
              {
                path: '/rules',
                lazy: async () => ({ Component: (await import('../rules/RulesPage.tsx')).RulesPage }),
              },
              {
                path: '/accounts',
                lazy: async () => ({ Component: (await import('../admin/AccountsPage.tsx')).AccountsPage }),
              },
              {
                path: '/office',
                lazy: async () => ({ Component: (await import('../planner/invitation/OfficePage.tsx')).OfficePage }),
              },
              {
                path: '/outbox',
                lazy: async () => ({ Component: (await import('../planner/invitation/OutboxPage.tsx')).OutboxPage }),
              },
              {
                path: '/integrations',
                lazy: async () => ({
                  Component: (await import('../integrations/IntegrationsPage.tsx')).IntegrationsPage,
                }),
              },
              { path: '/me', lazy: async () => ({ Component: (await import('../account/MePage.tsx')).MePage }) },
              { path: '*', element: <NotFound /> },
            ],
          },
        ],
      },
    ],
  },
]);
