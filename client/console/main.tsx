// Entry of the console page at /console/<conferenceId>.

import { createRoot } from 'react-dom/client';
import { applyTheme, readTheme } from '../theme/liveTheme.ts';
import { ConsolePage } from './ConsolePage.tsx';
import { parseConferenceId } from './model/address.ts';
import '../theme/tokens.css';
import './styles/frame.css';
import './styles/controls.css';
import './styles/list.css';
import './styles/stage.css';
import './styles/side.css';
import './styles/phone.css';

applyTheme(readTheme());
const root = document.getElementById('root');
if (root === null) throw new Error('console.html has no #root');
createRoot(root).render(<ConsolePage conferenceId={parseConferenceId(location.pathname)} />);
