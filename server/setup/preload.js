/** What the service's process loads before server/main.ts when `npm start` runs it. */
import { dropEchoes } from './signalsOnce.js';

dropEchoes(process);
