import { z } from 'zod';

/** `Implementation` of a server, read loosely: it is for people. */
export const serverInfoSchema = z.looseObject({ name: z.string(), version: z.string().optional() });

/** Name and version for people; undefined where the server gave none. */
export function nameOf(info: z.infer<typeof serverInfoSchema> | undefined): string | undefined {
  return info && [info.name, info.version].filter((part) => part !== undefined).join(' ');
}
