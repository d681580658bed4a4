import type { Page } from '@playwright/test';

/** Collects what a page reports of itself: errors on its console, the policy's refusals among them, and what it throws. */
export function watchTrouble(page: Page): () => readonly string[] {
  const found: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') found.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => found.push(String(error)));
  page.on('crash', () => found.push('the page crashed'));
  return () => found;
}
