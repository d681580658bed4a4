import type { Locator, Page } from '@playwright/test';

/** The word in the title bar that says whether the relay is there and at work. */
export function relayState(page: Page): Locator {
  return page.getByRole('banner').getByRole('status');
}
