// How Mantine's components look here: ink for acts, gold for the one likely next act, blue only for what is chosen.
// Colours are the tokens' variables, so light and dark need no second theme.

import { Button, Checkbox, createTheme, Drawer, Input, Modal, Radio, type VariantColorsResolver } from '@mantine/core';

/** Buttons: `filled` ink, `gold` the likely next act, anything else outlined. */
const buttonColors: VariantColorsResolver = ({ variant }) => {
  if (variant === 'filled') {
    return {
      background: 'var(--ink)',
      hover: 'var(--ink-2)',
      color: 'var(--slate-1)',
      border: '1px solid transparent',
    };
  }
  if (variant === 'gold') {
    return {
      background: 'var(--gold)',
      hover: 'var(--gold-hover)',
      color: 'var(--gold-ink)',
      border: '1px solid transparent',
    };
  }
  if (variant === 'subtle') {
    return { background: 'transparent', hover: 'var(--slate-2)', color: 'var(--ink)', border: '1px solid transparent' };
  }
  return {
    background: 'var(--slate-1)',
    hover: 'var(--slate-2)',
    color: 'var(--ink)',
    border: '1px solid var(--line-strong)',
  };
};

export const mantineTheme = createTheme({
  cursorType: 'pointer',
  respectReducedMotion: true,
  variantColorResolver: buttonColors,
  components: {
    // The star of a required field is drawn by mantine.css: in the label's text it would become part of its name.
    InputWrapper: Input.Wrapper.extend({ defaultProps: { withAsterisk: false } }),
    Button: Button.extend({ defaultProps: { variant: 'default' } }),
    Checkbox: Checkbox.extend({ defaultProps: { color: 'var(--chosen)', iconColor: 'var(--chosen-ink)' } }),
    Radio: Radio.extend({ defaultProps: { color: 'var(--chosen)', iconColor: 'var(--chosen-ink)' } }),
    // Locking the scroll would add a <style> element, which the content security policy refuses;
    // without a portal they stay inside the page's main landmark.
    Modal: Modal.extend({
      defaultProps: { withinPortal: false, lockScroll: false, centered: true, transitionProps: { duration: 0 } },
    }),
    Drawer: Drawer.extend({
      defaultProps: { withinPortal: false, lockScroll: false, position: 'right', transitionProps: { duration: 0 } },
    }),
  },
});
