// Tells i18next which keys exist: those of the Vietnamese texts.

import 'i18next';
import type { Texts } from './texts/vi.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Texts };
  }
}
