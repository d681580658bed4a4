import type { WindowDetector } from '../../definition.ts';
import { COLLECTOR_ADDRESS } from './collector-address.ts';
import { DATA_CARRYING_LINK } from './data-carrying-link.ts';

/** Channels by which text makes a client or a model send data away. */
export const EXFILTRATION_DETECTORS: readonly WindowDetector[] = [DATA_CARRYING_LINK, COLLECTOR_ADDRESS];
