// Entry of the room page: one live door, one pair of devices, one media client, for as long as the page lives.

import '../theme/tokens.css';
import './site.css';
import { createRoot } from 'react-dom/client';
import { LocalDevices } from '../media/devices.ts';
import { MediaClient, preloadMedia } from '../media/MediaClient.ts';
import { LiveClient } from '../signaling/LiveClient.ts';
import { applyTheme, readTheme } from '../theme/liveTheme.ts';
import { chooseLanguage, readLanguage } from '../words/language.ts';
import { RoomPage } from './RoomPage.tsx';

const language = readLanguage();
chooseLanguage(language);
applyTheme(readTheme());

const live = new LiveClient({ as: 'room' });
const devices = new LocalDevices();
const media = new MediaClient({ live, devices });

const root = document.getElementById('root');
if (!root) throw new Error('room.html has no #root');
createRoot(root).render(<RoomPage live={live} media={media} devices={devices} language={language} />);

live.start();
window.addEventListener('load', () => void preloadMedia());
window.addEventListener('pagehide', () => {
  media.close();
  devices.close();
  live.close();
});
// A page taken back from the browser's cache has closed parts: begin anew.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
