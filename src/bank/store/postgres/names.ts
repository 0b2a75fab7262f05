/** `"schema"."table"`, safe for any name. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const inSchema = (schema: string, name: string): string =>
  `${quoted(schema)}.${quoted(name)}`;
