import { z } from 'zod';
import type { RiskPart } from './score.ts';

/** Where a registry of npm's protocol is asked. */
export interface PackageRegistry {
  /** Its address: `<address>/<name>` answers with the package's document. */
  readonly registry: string;
  /** Address of the service that counts downloads; undefined where none is asked. */
  readonly downloads: string | undefined;
}

/** How long the registry may take, in milliseconds: a score does not wait for more. */
const TIMEOUT_MS = 4000;
/** Largest document that is read, in characters: packages of many versions have large ones. */
const MAX_DOCUMENT = 32 * 1024 * 1024;
/** How long an answer holds, and how long a failure does, in milliseconds. */
const FRESH_MS = 24 * 3_600_000;
const RETRY_MS = 15 * 60_000;
const DAY_MS = 24 * 3_600_000;

/** The document of a package as far as it is read (npm registry, REGISTRY-API.md, "getting a package"). */
const documentSchema = z.looseObject({
  'dist-tags': z.looseObject({ latest: z.string() }).partial().optional(),
  time: z.looseObject({ created: z.string() }).partial().optional(),
  maintainers: z.array(z.unknown()).optional(),
  license: z.unknown().optional(),
  repository: z.unknown().optional(),
  versions: z.record(z.string(), z.looseObject({ deprecated: z.unknown().optional() })).optional(),
});
/** What was downloaded in a span of time (npm registry, download-counts.md, "point values"). */
const downloadsSchema = z.looseObject({ downloads: z.number() });

interface Known {
  readonly until: number;
  readonly parts: readonly RiskPart[] | undefined;
}

/** Asks a package registry what it knows of packages; asked only where the user allows it. */
export class PackageFacts {
  readonly #where: PackageRegistry;
  readonly #known = new Map<string, Known>();
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(where: PackageRegistry) {
    this.#where = where;
  }

  /** What is known of a package, as parts of a score; undefined as long as the registry has not answered. */
  partsOf(name: string): readonly RiskPart[] | undefined {
    return this.#known.get(name)?.parts;
  }

  /** Has a package looked up where that was not done lately; resolves when something may be known. Never rejects. */
  look(name: string, now = Date.now()): Promise<void> {
    const known = this.#known.get(name);
    if (known && known.until > now) return Promise.resolve();
    const underWay = this.#underWay.get(name);
    if (underWay) return underWay;
    const looking = this.#look(name, now).finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, looking);
    return looking;
  }

  async #look(name: string, now: number): Promise<void> {
    try {
      const [document, downloads] = await Promise.all([this.#document(name), this.#downloads(name)]);
      const parts = document === undefined ? [UNKNOWN_PACKAGE] : documentParts(document, downloads, now);
      this.#known.set(name, { until: now + FRESH_MS, parts });
    } catch {
      // What is not known now counts as unknown: neither for nor against the server.
      this.#known.set(name, { until: now + RETRY_MS, parts: this.partsOf(name) });
    }
  }

  async #document(name: string): Promise<z.infer<typeof documentSchema> | undefined> {
    const text = await get(`${withoutSlash(this.#where.registry)}/${name.replace('/', '%2f')}`);
    return text === undefined ? undefined : documentSchema.parse(JSON.parse(text));
  }

  async #downloads(name: string): Promise<number | undefined> {
    const { downloads } = this.#where;
    if (downloads === undefined) return undefined;
    try {
      const text = await get(`${withoutSlash(downloads)}/downloads/point/last-week/${name}`);
      return text === undefined ? undefined : downloadsSchema.parse(JSON.parse(text)).downloads;
    } catch {
      return undefined;
    }
  }
}

const UNKNOWN_PACKAGE: RiskPart = {
  id: 'package',
  points: -35,
  text: 'The package registry knows no package of this name: whoever takes the name decides what runs.',
};

function documentParts(
  document: z.infer<typeof documentSchema>,
  downloads: number | undefined,
  now: number,
): RiskPart[] {
  const parts: RiskPart[] = [];
  const add = (points: number, text: string): void => void parts.push({ id: 'package', points: -points, text });
  const days = Math.floor((now - Date.parse(document.time?.created ?? '')) / DAY_MS);
  if (days < 7) add(30, `Its package is new: it was first published ${days <= 0 ? 'today' : `${days} days ago`}.`);
  else if (days < 60) add(15, `Its package is young: it was first published ${days} days ago.`);
  if (downloads !== undefined && downloads < 100)
    add(10, `Hardly anybody uses its package: ${downloads} downloads in a week.`);
  const latest = document['dist-tags']?.latest;
  const deprecated = latest === undefined ? undefined : document.versions?.[latest]?.deprecated;
  if (deprecated !== undefined && deprecated !== false && deprecated !== '')
    add(15, 'Its package is deprecated by its authors.');
  if (!isSaid(document.repository)) add(5, 'Its package does not say where its source is.');
  if (!isSaid(document.license)) add(3, 'Its package has no licence.');
  if (document.maintainers?.length === 0) add(5, 'Nobody maintains its package.');
  if (parts.length === 0) add(0, 'The package registry knows its package, and nothing against it.');
  return parts;
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/u, '');
}

/** A document's text; undefined where there is none of this name. Rejects for any other answer. */
async function get(url: string): Promise<string | undefined> {
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status === 404) {
    await response.body?.cancel();
    return undefined;
  }
  if (!response.ok || !response.body) throw new Error(`the package registry answered ${response.status}`);
  const decoder = new TextDecoder();
  const body: ReadableStream<Uint8Array> = response.body;
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_DOCUMENT) throw new Error('the package registry answers too much');
  }
  return text + decoder.decode();
}
