// The keys of the console, on demand.

import { useConsole } from '../context.ts';
import { Panel } from './Panel.tsx';

const KEYS = [
  ['M', 'invite'],
  ['K', 'endTurn'],
  ['G', 'extend'],
  ['T', 'muteAll'],
  ['1 – 6', 'layouts'],
  ['D', 'rollCall'],
  ['C', 'directive'],
  ['N', 'journal'],
  ['↑ ↓', 'arrows'],
  ['Enter', 'select'],
  ['/', 'search'],
  ['Esc', 'escape'],
  ['?', 'keys'],
] as const;

export function KeysPanel() {
  const { words } = useConsole();
  return (
    <Panel title={words.keys}>
      <dl className="keys">
        {KEYS.map(([key, name]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words.keyNames[name]}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
