export interface LiveMessage {
  /** Grows with every announcement, so an equal text is a new node and is read out again. */
  readonly id: number;
  readonly text: string;
}

/** How many announcements stay in a region; older ones have long been read. */
export const LIVE_MESSAGE_LIMIT = 3;

/** The region's next content: newest last, at most LIVE_MESSAGE_LIMIT. Blank texts are ignored. */
export function pushLiveMessage(
  messages: readonly LiveMessage[],
  text: string,
): readonly LiveMessage[] {
  const trimmed = text.trim();
  if (!trimmed) return messages;
  const id = (messages.at(-1)?.id ?? 0) + 1;
  // Some readers compare texts, not nodes: every other one ends in a no-break space.
  const spoken = id % 2 === 0 ? `${trimmed}\u00A0` : trimmed;
  return [...messages, { id, text: spoken }].slice(-LIVE_MESSAGE_LIMIT);
}
