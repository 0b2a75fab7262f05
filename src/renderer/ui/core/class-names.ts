/** Joins the class names that are set: `classNames('ui-tag', isOn && 'is-on', className)`. */
export const classNames = (...names: readonly (string | false | null | undefined)[]): string =>
  names.filter(Boolean).join(' ');
