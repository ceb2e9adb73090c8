// Entry of the planner (index.html): planning, organisation, accounts. Puts the providers together and nothing else.

import '../theme/tokens.css';
import './mantine.css';
import './shell.css';
import './frame.css';
import './tables.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { startTexts } from './i18n.ts';
import { keepFocusWhileLoading } from './keepFocus.ts';
import { applyStoredTheme } from './theme.ts';

applyStoredTheme();
keepFocusWhileLoading(document);
const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no #root');
const root = createRoot(container);
// English that cannot be fetched leaves the page in Vietnamese rather than empty.
startTexts()
  .catch((error: unknown) => console.error('texts', error))
  .finally(() => root.render(<App />));
