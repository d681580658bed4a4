export type Era = 'legacy' | 'modern';

interface Greeting {
  readonly method: string;
  readonly params: Record<string, unknown>;
  /** The notification that follows the answer. */
  readonly then?: string;
  /** What every request carries; the token of its progress is its id, so all clients choose the same. */
  readonly withEnvelope: (params: Record<string, unknown>, id: number) => Record<string, unknown>;
}

const CLIENT_INFO = { name: 'soak', version: '1.0.0' };
const CAPABILITIES = { sampling: {}, elicitation: { form: {} } };

const MODERN_META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': CAPABILITIES,
  'io.modelcontextprotocol/clientInfo': CLIENT_INFO,
};

export const ERAS: Readonly<Record<Era, Greeting>> = {
  legacy: {
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: CAPABILITIES, clientInfo: CLIENT_INFO },
    then: 'notifications/initialized',
    withEnvelope: (params, id) => ({ ...params, _meta: { progressToken: id } }),
  },
  modern: {
    method: 'server/discover',
    params: {},
    withEnvelope: (params, id) => ({ ...params, _meta: { ...MODERN_META, progressToken: id } }),
  },
};
