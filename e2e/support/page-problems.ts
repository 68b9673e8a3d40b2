import type { Page } from '@playwright/test';

/** Everything that the page throws, or that its policy forbids, from now on. */
export function pageProblems(page: Page): readonly string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    // A host without an icon for its pages says so too.
    if (/Content Security Policy/.test(message.text())) problems.push(message.text());
  });
  return problems;
}
