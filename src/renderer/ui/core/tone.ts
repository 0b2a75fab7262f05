/** What a colour means. Text always says the same. */
export type Tone = 'plain' | 'good' | 'wait' | 'bad';
