// An administrator's sections behind one entry of the header: a button that shows and hides a list of links.
// Escape closes it and gives the focus back; leaving it, or the page, closes it too.

import { IconChevronDown } from '@tabler/icons-react';
import { type FocusEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { NavLink, useLocation } from 'react-router';
import { useTexts } from './i18n.ts';

const ENTRIES = [
  { to: '/accounts', text: 'nav.accounts' },
  { to: '/office', text: 'nav.office' },
  { to: '/outbox', text: 'nav.outbox' },
  { to: '/integrations', text: 'nav.integrations' },
] as const;

export function AdminMenu() {
  const { t } = useTexts();
  const { pathname } = useLocation();
  const [isOpen, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const listId = useId();
  useEffect(() => {
    if (!isOpen) return;
    // A press on what takes no focus leaves the menu too.
    const leave = (event: PointerEvent) => {
      if (!menu.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', leave);
    return () => document.removeEventListener('pointerdown', leave);
  }, [isOpen]);
  const focusEntry = (step: 1 | -1) => {
    const entries = [...(menu.current?.querySelectorAll<HTMLElement>('button, a') ?? [])];
    const at = entries.indexOf(document.activeElement as HTMLElement);
    entries[(at + step + entries.length) % entries.length]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isOpen) {
      setOpen(false);
      menu.current?.querySelector('button')?.focus();
    } else if (isOpen && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      focusEntry(event.key === 'ArrowDown' ? 1 : -1);
    }
  };
  const onBlur = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget !== null && !menu.current?.contains(relatedTarget)) setOpen(false);
  };
  const isHere = ENTRIES.some(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the button and links inside
    <div className="frame-menu" ref={menu} onKeyDown={onKeyDown} onBlur={onBlur}>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-current={isHere || undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {t('nav.admin')}
        <IconChevronDown size={16} aria-hidden="true" />
      </button>
      <ul id={listId} hidden={!isOpen}>
        {ENTRIES.map(({ to, text }) => (
          <li key={to}>
            <NavLink to={to} onClick={() => setOpen(false)}>
              {t(text)}
            </NavLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
