// What concerns this machine only: its sound, its own camera, its background and its language.

import { useConsole } from '../context.ts';
import { openPanel } from '../model/ui.ts';
import { Panel } from './Panel.tsx';

export function SettingsPanel() {
  const { words, machine, ui } = useConsole();
  return (
    <Panel title={words.settings}>
      <Switch label={words.listenHere} on={machine.listening} onChange={machine.setListening} />
      {machine.maySend && <Switch label={words.ownDevice} on={machine.sending} onChange={machine.setSending} />}
      <Switch
        label={words.lightTheme}
        on={machine.theme === 'light'}
        onChange={(light) => machine.setTheme(light ? 'light' : 'dark')}
      />
      <div className="row-of-two">
        <button
          type="button"
          className="btn"
          lang={machine.language === 'vi' ? 'en' : 'vi'}
          onClick={() => machine.setLanguage(machine.language === 'vi' ? 'en' : 'vi')}
        >
          {words.language}
        </button>
        <button type="button" className="btn" onClick={() => openPanel(ui, 'keys')}>
          {words.keys}
        </button>
      </div>
    </Panel>
  );
}

export function Switch({
  label,
  on,
  onChange,
}: {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}) {
  return (
    <label className="check">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}
