// The line is down: the fact, then what is being done, then whom to call. Lies over the frozen picture.

import { IconPlugConnectedX } from '@tabler/icons-react';
import { formatTime } from '../words/time.ts';
import type { SiteWords } from './words.ts';

export interface TroubleProps {
  readonly words: SiteWords;
  /** Server time, epoch ms. */
  readonly lostAt: number;
  readonly phone: string | null;
}

export function Trouble({ words, lostAt, phone }: TroubleProps) {
  return (
    <div className="trouble" role="alert">
      <IconPlugConnectedX className="trouble-icon" />
      <div>
        <p className="trouble-fact">{words.lostAt(formatTime(lostAt))}</p>
        <p>{words.reconnectingNow}</p>
        <p>{phone ? words.callIfLong(phone) : words.callIfLongUnknown}</p>
      </div>
    </div>
  );
}
