import type { Locator, Page } from '@playwright/test';

type Screen = 'Overview' | 'Activity' | 'Review' | 'Servers' | 'Tools' | 'Clients' | 'Policy';

/** Goes to a screen the way a person does, and waits until it shows. */
export async function goTo(page: Page, screen: Screen): Promise<void> {
  const link = page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('link', { name: new RegExp(`^${screen}`, 'u') });
  await link.click();
  await page.getByRole('main').getByRole('heading', { level: 1 }).first().waitFor();
}

/** The row of Activity with these words in it; `server · tool` finds the two however they are set. */
export function callRow(page: Page, ...words: readonly string[]): Locator {
  return words
    .map((word) => new RegExp(word.replaceAll(' · ', String.raw`\s*·\s*`), 'u'))
    .reduce<Locator>((found, hasText) => found.filter({ hasText }), callRows(page));
}

/** The rows of Activity that stand in the page at this moment. */
export function callRows(page: Page): Locator {
  return page
    .getByRole('grid', { name: /^Calls/u })
    .getByRole('rowgroup')
    .getByRole('row');
}

/** The row of a server in Servers. */
export function serverRow(page: Page, name: string): Locator {
  return page
    .getByRole('grid', { name: 'Servers' })
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) });
}

/** The row of a tool in Tools. */
export function toolRow(page: Page, name: string): Locator {
  return page
    .getByRole('grid', { name: 'Tools by server' })
    .getByRole('row')
    .filter({ has: page.locator('a[href^="#/tools/"]').getByText(name, { exact: true }) });
}
