/** Names the bridge that a request comes by: two clients with the same token and name have a session each. */
export const BRIDGE_HEADER = 'mcp-relay-bridge';
