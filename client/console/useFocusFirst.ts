// Puts the focus into what a person just asked for, once, when it appears: keyboards are not left behind.

import { type RefObject, useEffect, useRef } from 'react';

export function useFocusFirst<E extends HTMLElement>(): RefObject<E | null> {
  const element = useRef<E>(null);
  useEffect(() => element.current?.focus(), []);
  return element;
}
