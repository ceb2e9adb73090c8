// Asked of every new conference: whether it holds state secrets. The answer "yes" is told at once that this service may not serve it;
// the server refuses it all the same.

import { Radio } from '@mantine/core';
import { useTexts } from '../shell/i18n.ts';
import { errorText } from '../words/shared.ts';
import './life.css';

interface Props {
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

export function SecretQuestion({ value, onChange }: Props) {
  const { t, language } = useTexts();
  return (
    <div className="panel stack">
      <Radio.Group
        label={t('secret.question')}
        value={value ? 'yes' : 'no'}
        onChange={(answer) => onChange(answer === 'yes')}
        required
      >
        <div className="secret-choices">
          <Radio value="no" label={t('secret.no')} />
          <Radio value="yes" label={t('secret.yes')} />
        </div>
      </Radio.Group>
      {value && (
        <p role="alert" className="needs-hand">
          {errorText(language, 'stateSecret')}
        </p>
      )}
    </div>
  );
}
