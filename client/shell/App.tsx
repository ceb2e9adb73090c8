// The providers every planner page stands in. Mantine writes no <style> element here (the content security policy allows
// none): its variables come from mantine.css, its global classes are off.

import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, useSyncExternalStore } from 'react';
import { RouterProvider } from 'react-router';
import { mantineTheme } from './mantineTheme.ts';
import { queryClient } from './queryClient.ts';
import { router } from './router.tsx';
import { Toasts } from './Toasts.tsx';
import { getTheme, subscribeTheme } from './theme.ts';

export function App() {
  const theme = useSyncExternalStore(subscribeTheme, getTheme);
  return (
    <StrictMode>
      <MantineProvider theme={mantineTheme} forceColorScheme={theme} withCssVariables={false} withGlobalClasses={false}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <Toasts />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  );
}
