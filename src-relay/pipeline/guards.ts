import { Provenance } from './provenance/provenance.ts';
import { FLOW_DEFAULTS } from '../protocol/flow-settings.ts';
import { RestorePermissions } from './redaction/permission.ts';

/** What is decided on beside what the engines find: who may have true values, and what may go from whom to whom. */
export interface Guards {
  readonly permissions: RestorePermissions;
  readonly provenance: Provenance;
}

/** Nobody may have a value, and nothing is followed. */
export const NO_GUARDS: Guards = {
  permissions: new RestorePermissions([]),
  provenance: new Provenance({ ...FLOW_DEFAULTS, enabled: false }),
};
