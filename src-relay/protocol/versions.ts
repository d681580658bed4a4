/** Protocol revisions of the legacy era that the relay speaks, newest first (modelcontextprotocol.io/specification). */
export const LEGACY_VERSIONS = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const;
export const LATEST_LEGACY_VERSION = LEGACY_VERSIONS[0];

/** The revision to answer a client's `initialize` with: its own where it is spoken, else the newest (Lifecycle, "Version negotiation"). */
export function negotiateVersion(offered: unknown): string {
  return LEGACY_VERSIONS.find((version) => version === offered) ?? LATEST_LEGACY_VERSION;
}
