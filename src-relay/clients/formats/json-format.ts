import {
  countTrailingCommas,
  insertMember,
  memberSource,
  placeOf,
  readJsonObject,
  removeMember,
  type JsonDialect,
} from '../../config/json-members.ts';
import type { FileFormat } from './format.ts';

/** JSON as a client reads it: with comments and trailing commas (`relaxed`), or without. */
export function jsonFormat(dialect: JsonDialect): FileFormat {
  return {
    read: (text) => readJsonObject(text, dialect),
    placeOf,
    insert: (text, section, name, entry) => insertMember(text, section, name, { json: entry }),
    remove: removeMember,
    isNoLooser: (text, than) => countTrailingCommas(text) <= countTrailingCommas(than),
    sourceOf: memberSource,
    restore: (text, section, name, source) => insertMember(text, section, name, { source }).text,
  };
}
