// "Chỉnh sửa" on a conference: goes to its form; one of a series first asks how far the change goes.

import { Button, Modal, Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { ConferenceView } from '../../../server/contract/http.ts';
import type { SeriesPlace } from '../../../server/contract/series.ts';
import { useTexts } from '../../shell/i18n.ts';
import { useMe } from '../../shell/session.ts';
import { placeQuery, readsSeries } from './seriesQueries.ts';
import './series.css';

const REACHES = ['one', 'later', 'all'] as const;
type Reach = (typeof REACHES)[number];

interface Props {
  readonly conference: Pick<ConferenceView, 'conferenceId' | 'version'>;
}

export function EditAct({ conference }: Props) {
  const { t } = useTexts();
  const { role } = useMe();
  const asks = readsSeries(role);
  const place = useQuery({ ...placeQuery(conference), enabled: asks });
  const to = `/conferences/${conference.conferenceId}/edit`;
  if (place.data) return <EditOneOrMany to={to} place={place.data} />;
  // Until it is known, a press would pass the question by.
  if (asks && place.isPending) return <Button disabled>{t('conference.edit')}</Button>;
  return (
    <Button component={Link} to={to}>
      {t('conference.edit')}
    </Button>
  );
}

function EditOneOrMany({ to, place }: { readonly to: string; readonly place: SeriesPlace }) {
  const { t, language } = useTexts();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [reach, setReach] = useState<Reach>('one');
  const go = () => {
    const many = `/series/${place.seriesId}/edit?scope=${reach}&from=${place.recurrenceId}`;
    void navigate(reach === 'one' ? to : many);
  };
  return (
    <div className="act">
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('conference.edit')}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={t('series.editTitle')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
        transitionProps={{ duration: 0 }}
      >
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            go();
          }}
        >
          <p>{t('series.belongs', { sentence: place.sentence[language] })}</p>
          <Radio.Group
            label={t('series.editScope')}
            value={reach}
            onChange={(value) => setReach(REACHES.find((known) => known === value) ?? 'one')}
          >
            <div className="choices">
              {REACHES.map((value) => (
                <Radio
                  key={value}
                  value={value}
                  label={t(`series.reaches.${value}`)}
                  data-autofocus={value === reach ? true : undefined}
                />
              ))}
            </div>
          </Radio.Group>
          <div className="actions">
            <Button onClick={() => setOpen(false)}>{t('common.back')}</Button>
            <Button type="submit" variant="filled">
              {t('series.goOn')}
            </Button>
          </div>
        </form>
      </Modal>
    </div>
  );
}
