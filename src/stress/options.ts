import { type StressOptions, stressOptionsSchema } from '#shared/stress-options.ts';

export class StressOptionError extends Error {}

/** @throws StressOptionError naming the option and its range. */
export function parseStressOptions(input: unknown): StressOptions {
  const parsed = stressOptionsSchema.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new StressOptionError(`${issue?.path.join('.') || 'options'}: ${issue?.message}`);
  }
  if (parsed.data.connections > parsed.data.users) {
    return { ...parsed.data, connections: parsed.data.users };
  }
  return parsed.data;
}
