import { PRODUCT } from '../../protocol/product.ts';

/** Headers of a page that runs nothing, loads nothing, and tells nobody where it came from: its address holds a code. */
export const REDIRECT_PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  connection: 'close',
};

/** The page that a browser ends at after a sign-in. Holds nothing from the request. */
export function redirectPage(title: string, text: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title} · ${PRODUCT.name}</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:34rem;margin:20vh auto 0;padding:0 1rem}h1{font-size:20px}</style>
<h1>${title}</h1>
<p>${text}</p>
</html>
`;
}
