import './progress.css';

/** A turning ring. Without a label it is decoration beside text that already says what happens. */
export function Spinner({ label }: { readonly label?: string }) {
  if (!label) return <span className="ui-spinner" aria-hidden="true" />;
  return (
    <span className="ui-spinner-text" role="status">
      <span className="ui-spinner" aria-hidden="true" />
      {label}
    </span>
  );
}
