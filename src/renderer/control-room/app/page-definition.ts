import type { ComponentType } from 'react';
import type { Sentence } from '#shared/response-codes.ts';

/** A paragraph of the Help dialog. */
export interface HelpTopic {
  readonly title: Sentence;
  readonly text: Sentence;
}

/** What a page is to the frame; each lives in one folder and is one line of `pages.ts`. */
export interface PageDefinition {
  /** Kept in the window's history; never shown. */
  readonly id: string;
  /** Its name in the header and in the palette. */
  readonly title: Sentence;
  readonly Page: ComponentType;
  readonly help: readonly HelpTopic[];
}
