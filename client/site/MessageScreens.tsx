// The quiet full screens: waiting to be admitted, the end, another screen in use, the wrong account.

import type { Language } from '../words/language.ts';
import { formatTime } from '../words/time.ts';
import { MainButton } from './MainButton.tsx';
import { Trouble } from './Trouble.tsx';
import type { RoomInfo } from './useRoomInfo.ts';
import type { SiteWords } from './words.ts';

export interface LobbyScreenProps {
  readonly words: SiteWords;
  readonly language: Language;
  readonly info: RoomInfo;
  readonly now: number;
  readonly lostAt: number | null;
}

export function LobbyScreen({ words, info, now, lostAt }: LobbyScreenProps) {
  return (
    <main className="quiet">
      <time className="quiet-clock figures">{formatTime(now)}</time>
      <div className="quiet-centre">
        <h1>{words.lobby}</h1>
        <p>{words.lobbyMore}</p>
      </div>
      {info.room && <p className="quiet-foot">{words.siteTitle(info.room.siteName)}</p>}
      {lostAt !== null && <Trouble words={words} lostAt={lostAt} phone={info.room?.backupPhone ?? null} />}
    </main>
  );
}

export function EndedScreen({ words }: { readonly words: SiteWords }) {
  return (
    <main className="quiet">
      <div className="quiet-centre">
        <p>{words.ended}</p>
        <h1>{words.thanks}</h1>
      </div>
    </main>
  );
}

export function ReplacedScreen({ words, onUse }: { readonly words: SiteWords; readonly onUse: () => void }) {
  return (
    <main className="quiet">
      <div className="quiet-centre">
        <h1>{words.replaced}</h1>
        <p>{words.replacedMore}</p>
        <MainButton label={words.useThisPage} hint={words.enterKey} gold onPress={onUse} />
      </div>
    </main>
  );
}

export function WrongAccountScreen({ words }: { readonly words: SiteWords }) {
  return (
    <main className="quiet">
      <div className="quiet-centre">
        <h1>{words.wrongAccount}</h1>
        <p>{words.wrongAccountMore}</p>
        <MainButton
          label={words.signIn}
          hint={words.enterKey}
          gold
          onPress={() => location.assign('/sign-in?next=/room')}
        />
      </div>
    </main>
  );
}
