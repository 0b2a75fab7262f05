/** Looks for secrets in whatever form a careless program might let them out. */
export interface Secret {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Somewhere that a secret must not be. */
export interface Place {
  readonly name: string;
  readonly content: Buffer;
}

/** As bytes and as every text that is made of bytes here. */
function formsOf({ bytes }: Secret): Buffer[] {
  const raw = Buffer.from(bytes);
  const hex = raw.toString('hex');
  const texts = [
    hex,
    hex.toUpperCase(),
    raw.toString('base64').replace(/=+$/, ''),
    raw.toString('base64url'),
    // A Uint8Array that went through JSON.
    [...raw].join(','),
  ];
  return [raw, ...texts.map((text) => Buffer.from(text))];
}

/** Where which secret was found; empty when nothing got out. */
export function leaksIn(places: readonly Place[], secrets: readonly Secret[]): string[] {
  const forms = secrets.map((secret) => ({ name: secret.name, forms: formsOf(secret) }));
  return places.flatMap(({ name, content }) =>
    forms
      .filter((secret) => secret.forms.some((form) => content.includes(form)))
      .map((secret) => `${secret.name} in ${name}`),
  );
}

/** Digits can stand inside a longer number by chance; a word of their own is no chance. */
export const digitLeaksIn = (places: readonly Place[], digits: string): string[] =>
  places
    .filter(({ content }) =>
      new RegExp(`(?<!\\d)${digits}(?!\\d)`).test(content.toString('latin1')),
    )
    .map(({ name }) => `${digits} in ${name}`);
