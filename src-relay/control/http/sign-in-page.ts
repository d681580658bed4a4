import { PRODUCT } from '../../protocol/product.ts';
import { PAGE_HEADERS } from './page-files.ts';

/** Headers of a page that only says something. */
export const NOTE_HEADERS: Readonly<Record<string, string>> = {
  ...PAGE_HEADERS,
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
};

/** A page for people who come without a link that works: why, and how to get one. Holds nothing from the request. */
export function notePage(title: string, text: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title} · ${PRODUCT.name}</title>
<h1>${title}</h1>
<p>${text}</p>
</html>
`;
}
