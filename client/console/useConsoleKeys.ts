// The console's keys, listened to in one place. A key does what the same button does, or nothing when there is no such button.

import { useEffect, useRef } from 'react';
import { useConference, useConsole } from './context.ts';
import { type KeyAct, keyAct } from './model/keys.ts';
import type { GoldAct } from './model/nextAction.ts';
import { withLayout } from './model/stageActs.ts';
import { escapeUi, togglePanel } from './model/ui.ts';

const FIELDS = 'input:not([type="checkbox"]), textarea, select, [contenteditable="true"]';

export function useConsoleKeys(gold: GoldAct | null): void {
  const { ui, act, may } = useConsole();
  const { stage, phase, floor, content } = useConference();
  const live = phase === 'open' || phase === 'paused';

  const perform = (key: KeyAct): void => {
    switch (key.act) {
      case 'escape':
        escapeUi(ui);
        return;
      case 'keys':
      case 'journal':
        togglePanel(ui, key.act);
        return;
      case 'search':
        document.querySelector<HTMLElement>('.site-search')?.focus();
        return;
      case 'directive':
        if (live && may('directive.record')) togglePanel(ui, 'directive');
        return;
      case 'rollCall':
        if (live && may('rollCall.start')) togglePanel(ui, 'rollCall');
        return;
      case 'invite':
        if (gold?.kind === 'grant') void act('queue', 'floor.grant', { siteId: gold.siteId });
        return;
      case 'muteAll':
        if (live && may('microphone.muteAll')) void act('top', 'microphone.muteAll', {});
        return;
      case 'extend':
        if (floor.holder !== null && may('floor.extend')) void act('speaking', 'floor.extend', { seconds: 120 });
        return;
      case 'endTurn':
        if (floor.holder !== null && may('floor.revoke')) void act('speaking', 'floor.revoke', {});
        return;
      case 'layout':
        if (!live || !may('stage.set') || key.layout === stage.layout) return;
        if (key.layout === 'contentSpeaker' && content === null) return;
        void act('stage', 'stage.set', withLayout(stage, key.layout));
    }
  };

  const newest = useRef(perform);
  newest.current = perform;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest(FIELDS) !== null;
      const { key, ctrlKey, altKey, metaKey, repeat } = event;
      const found = keyAct({ key, ctrlKey, altKey, metaKey, repeat, typing });
      if (found === null || event.defaultPrevented) return;
      event.preventDefault();
      newest.current(found);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
