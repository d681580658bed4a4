import { isJsonObject, parseJson, type JsonObject } from '../../protocol/json.ts';
import type { Change } from '../changes/change.ts';
import { classifyDefinition, type PackageVersion } from '../changes/classify.ts';
import type { InspectedTool } from '../entry.ts';

/**
 * What differs between an approved definition and the one of now, what got riskier first.
 * @param approved its text; undefined where none was approved
 * @param packageThen `name@version` of the package that ran when it was approved
 */
export function whatChanged(
  approved: string | undefined,
  now: Pick<InspectedTool, 'value' | 'inspection'>,
  packageThen: string | null,
  packageNow: PackageVersion | undefined,
): readonly Change[] {
  const findings = 'reason' in now.inspection ? [now.inspection.reason] : [];
  return classifyDefinition(read(approved), now.value, {
    findings,
    packageBefore: packageThen === null ? undefined : readPackage(packageThen),
    packageNow,
  });
}

/** A package as it is stored, `name@version`; scopes begin with the sign that parts the two. */
export function readPackage(spelled: string): PackageVersion {
  const at = spelled.lastIndexOf('@');
  return at <= 0 ? { name: spelled, version: '' } : { name: spelled.slice(0, at), version: spelled.slice(at + 1) };
}

function read(source: string | undefined): JsonObject | undefined {
  if (source === undefined) return undefined;
  try {
    const value = parseJson(source);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
