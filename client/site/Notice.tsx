// One calm line above the status: what needs a hand in this room, else the newest message from the console. Never over the picture.

import { IconAlertTriangle, IconMessage } from '@tabler/icons-react';
import type { SiteId } from '../../server/contract/ids.ts';
import type { ConferenceState } from '../../server/contract/state.ts';
import type { MediaSnapshot } from '../media/MediaClient.ts';
import { freshMessage } from './view.ts';
import type { SiteWords } from './words.ts';

export interface NoticeProps {
  readonly state: ConferenceState;
  readonly siteId: SiteId;
  readonly media: MediaSnapshot;
  readonly refused: string | null;
  readonly silent: boolean;
  /** Pictures and sound are away longer than the blink of a reconnect. */
  readonly mediaAway: boolean;
  /** Server time, epoch ms. */
  readonly now: number;
  readonly words: SiteWords;
}

export function Notice(props: NoticeProps) {
  const need = needOf(props);
  if (need !== null) {
    return (
      <p className="notice need" role="status">
        <IconAlertTriangle />
        <span>{need}</span>
      </p>
    );
  }
  const message = freshMessage(props.state, props.siteId, props.now);
  if (!message) return null;
  return (
    <p className="notice" role="status">
      <IconMessage />
      <span>
        <strong>{props.words.messageFrom(message.fromName)}:</strong> {message.text}
      </span>
    </p>
  );
}

function needOf({ refused, media, silent, mediaAway, words }: NoticeProps): string | null {
  if (refused !== null) return refused;
  const problem = media.problems[0];
  if (problem !== undefined) return words.problems[problem];
  if (silent) return words.silent;
  return mediaAway ? words.mediaRestarting : null;
}
