import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { findChromium } from '../e2e/harness/chromium.ts';

/** Draws every picture of resources/ from its SVG: run it after an SVG was changed (`node .ci/icons.ts`). */
const RESOURCES = join(import.meta.dirname, '../resources');
/** Sizes in points: the tray of macOS wants 18, others take 24; each also at twice the pixels. */
const TRAY = { template: 18, other: 24 };
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];
/** Types of an icns file that hold PNGs, by size in pixels. */
const ICNS_TYPES: Readonly<Record<number, string>> = { 128: 'ic07', 256: 'ic08', 512: 'ic09', 1024: 'ic10' };

async function draw(browser: Browser, svg: string, size: number): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  const picture = await page.screenshot({ omitBackground: true });
  await page.close();
  return picture;
}

/** An ICO file of PNGs (the directory's sizes are bytes: 256 is written as 0). */
function ico(pictures: readonly { size: number; png: Buffer }[]): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index;
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/** An icns file of PNGs: a type and a length before each, and before all. */
function icns(pictures: readonly { type: string; png: Buffer }[]): Buffer {
  const chunk = (type: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(body.length + 8, 4);
    return Buffer.concat([head, body]);
  };
  return chunk('icns', Buffer.concat(pictures.map(({ type, png }) => chunk(type, png))));
}

const executablePath = findChromium();
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: ['--no-sandbox'],
});
const tray = join(RESOURCES, 'tray');
for (const file of readdirSync(tray).filter((name) => name.endsWith('.svg'))) {
  const svg = readFileSync(join(tray, file), 'utf8');
  const { name } = parse(file);
  const size = name.endsWith('Template') ? TRAY.template : TRAY.other;
  writeFileSync(join(tray, `${name}.png`), await draw(browser, svg, size));
  writeFileSync(join(tray, `${name}@2x.png`), await draw(browser, svg, size * 2));
}
const icon = readFileSync(join(RESOURCES, 'icon.svg'), 'utf8');
writeFileSync(join(RESOURCES, 'icon.png'), await draw(browser, icon, 512));
const small = [];
for (const size of ICO_SIZES) small.push({ size, png: await draw(browser, icon, size) });
writeFileSync(join(RESOURCES, 'icon.ico'), ico(small));
const large = [];
for (const [size, type] of Object.entries(ICNS_TYPES))
  large.push({ type, png: await draw(browser, icon, Number(size)) });
writeFileSync(join(RESOURCES, 'icon.icns'), icns(large));
await browser.close();
