// The chair's words taken down while they are spoken. Stays open for the next one; what was recorded is in the journal.

import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { LIMITS } from '../../../server/contract/limits.ts';
import { useConsole } from '../context.ts';
import { useFocusFirst } from '../useFocusFirst.ts';
import { Panel } from './Panel.tsx';

export function DirectivePanel() {
  const { words, act } = useConsole();
  const [text, setText] = useState('');
  const first = useFocusFirst<HTMLTextAreaElement>();
  const [recorded, setRecorded] = useState(false);
  const record = async () => {
    if (text.trim() === '') return;
    if (await act('panel', 'directive.record', { text })) {
      setText('');
      setRecorded(true);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void record();
  };
  return (
    <Panel title={words.directive}>
      <form
        className="text-form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void record();
        }}
      >
        <textarea
          aria-label={words.directive}
          ref={first}
          rows={6}
          maxLength={LIMITS.textLength}
          value={text}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setText(event.target.value);
            setRecorded(false);
          }}
        />
        <div className="form-end">
          <span className="small quiet" role="status">
            {recorded ? words.recorded : 'Ctrl + Enter'}
          </span>
          <button type="submit" className="btn btn-soft" disabled={text.trim() === ''}>
            {words.record}
          </button>
        </div>
      </form>
    </Panel>
  );
}
