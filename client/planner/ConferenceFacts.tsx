// What is planned for a conference, to read and to print: officers, mode, agenda, sites in order of precedence.

import type { ConferenceView, PersonView } from '../../server/contract/http.ts';
import { useTexts } from '../shell/i18n.ts';
import { formatTime } from '../words/time.ts';

export function ConferenceFacts({ conference }: { readonly conference: ConferenceView }) {
  const { t, shared } = useTexts();
  const minutes = Math.round((Date.parse(conference.endsAt) - Date.parse(conference.startsAt)) / 60_000);
  return (
    <div className="conference-body">
      <div className="conference-main">
        <section className="panel">
          <dl className="facts">
            <dt>{t('conference.chair')}</dt>
            <dd>
              <Person person={conference.chair} />
            </dd>
            {conference.coChairs.length > 0 && (
              <>
                <dt>{t('conference.coChairs')}</dt>
                <dd>
                  <People people={conference.coChairs} />
                </dd>
              </>
            )}
            <dt>{t('conference.secretaries')}</dt>
            <dd>
              <People people={conference.secretaries} />
            </dd>
            <dt>{t('conference.mode')}</dt>
            <dd>{shared.modes[conference.mode]}</dd>
            <dt>{t('conference.time')}</dt>
            <dd className="figures">
              {formatTime(conference.startsAt)}–{formatTime(conference.endsAt)} (
              {t('conference.minutes', { count: minutes })})
            </dd>
          </dl>
        </section>
        <AgendaPanel agenda={conference.agenda} />
      </div>
      <section className="panel conference-sites">
        <h2>
          {t('conference.sites')} <span className="quiet figures">{conference.sites.length}</span>
        </h2>
        <ol className="site-names">
          {conference.sites.map((site) => (
            <li key={site.siteId}>
              {site.name}
              {site.isHub && <span className="quiet"> ({t('conference.hub')})</span>}
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

function AgendaPanel({ agenda }: { readonly agenda: ConferenceView['agenda'] }) {
  const { t } = useTexts();
  return (
    <section className="panel">
      <h2>{t('conference.agenda')}</h2>
      {agenda.length === 0 && <p className="quiet">{t('conference.agendaEmpty')}</p>}
      <ol className="agenda">
        {agenda.map((item) => (
          <li key={item.itemId}>
            <span>{item.title}</span>
            <span className="quiet figures">
              {t('conference.itemLength', { minutes: item.durationMinutes })},{' '}
              {item.speakingLimitSeconds === null
                ? t('conference.itemNoLimit')
                : t('conference.itemLimit', { minutes: Math.round(item.speakingLimitSeconds / 6) / 10 })}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function People({ people }: { readonly people: readonly PersonView[] }) {
  return (
    <ul className="plain">
      {people.map((person) => (
        <li key={person.accountId}>
          <Person person={person} />
        </li>
      ))}
    </ul>
  );
}

function Person({ person }: { readonly person: PersonView }) {
  const { t } = useTexts();
  return (
    <>
      {person.name}
      {person.siteName !== null && <span className="quiet"> {t('conference.atSite', { site: person.siteName })}</span>}
    </>
  );
}
