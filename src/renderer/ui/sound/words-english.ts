const BELOW_TWENTY = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
] as const;

const TENS = [
  '',
  '',
  'twenty',
  'thirty',
  'forty',
  'fifty',
  'sixty',
  'seventy',
  'eighty',
  'ninety',
] as const;

/** 0 to 99. */
export function englishBelowHundred(value: number): string {
  if (value < BELOW_TWENTY.length) return BELOW_TWENTY[value] ?? '';
  const tens = TENS[Math.floor(value / 10)] ?? '';
  const unit = value % 10;
  return unit === 0 ? tens : `${tens}-${BELOW_TWENTY[unit]}`;
}
