// A page driven by its keyboard alone: Tab to a control, see that its focus shows, press. Never clicks, never focuses from outside.

import type { Locator, Page } from 'playwright-core';

/** More stops than any page has. */
const MOST_TABS = 250;

export class Keyboard {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Goes on to the control by Tab, as a person does, around the page's end if need be. Errors: it is never reached, or its focus cannot be seen. */
  async to(control: Locator): Promise<void> {
    await control.waitFor();
    for (let tabs = 0; tabs <= MOST_TABS; tabs++) {
      if (await control.evaluate((element) => element === document.activeElement)) return this.#expectVisible(control);
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`Tab never reaches ${control}`);
  }

  /** Goes to a button or link and presses Enter. */
  async press(control: Locator): Promise<void> {
    await this.to(control);
    await this.page.keyboard.press('Enter');
  }

  /** Goes to a checkbox or an unselected radio and sets it. */
  async check(control: Locator): Promise<void> {
    await this.to(control);
    await this.page.keyboard.press('Space');
  }

  /** Goes to a list that opens, and down or up to the option of exactly these words. Errors: it has none. */
  async choose(select: Locator, option: string): Promise<void> {
    await this.to(select);
    await this.page.keyboard.press('ArrowDown');
    const options = this.page.getByRole('option');
    await options.first().waitFor();
    const names = await options.allInnerTexts();
    const active = this.page.locator('[role=option][data-combobox-selected]');
    for (const _name of names) {
      if ((await active.count()) === 1 && (await active.innerText()) === option) {
        await this.page.keyboard.press('Enter');
        return options.first().waitFor({ state: 'hidden' });
      }
      await this.page.keyboard.press('ArrowDown');
    }
    throw new Error(`the list has no “${option}”: ${names.join(', ')}`);
  }

  /** Goes to a field and types in place of what it holds. */
  async type(field: Locator, text: string): Promise<void> {
    await this.to(field);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
  }

  async #expectVisible(control: Locator): Promise<void> {
    const isSeen = await control.evaluate((element) => {
      const shows = (one: Element | null) => {
        if (one === null) return false;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
        return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
      };
      const isField = element.matches('input:not([type=checkbox]):not([type=radio]), textarea, select');
      const box = element.getBoundingClientRect();
      const isOnScreen = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
      // A text field shows its focus by its caret and the colour of its border; everything else by a ring.
      return isOnScreen && (isField || shows(element));
    });
    if (!isSeen) throw new Error(`the focus on ${control} cannot be seen`);
  }
}
