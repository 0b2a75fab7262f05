import { sparkGeometry } from './spark-geometry.ts';
import './data.css';

export interface SparklineProps {
  /** Oldest first; only the last SPARK_LIMIT are drawn. */
  readonly values: readonly number[];
  /** What it shows, in words with the newest value; a picture needs a text twin. */
  readonly label: string;
  /** Top of the scale. @default the highest value */
  readonly max?: number | undefined;
  readonly kind?: 'bars' | 'line' | undefined;
}

const WIDTH = 200;
const HEIGHT = 56;

export function Sparkline({ values, label, max, kind = 'bars' }: SparklineProps) {
  const points = sparkGeometry(values, { width: WIDTH, height: HEIGHT, max });
  return (
    <svg
      className="ui-spark"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      <line className="is-base" x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
      {kind === 'bars' &&
        points.map((point) => (
          <rect
            key={point.x}
            x={point.x}
            y={HEIGHT - point.height}
            width={point.width}
            height={point.height}
          />
        ))}
      {kind === 'line' && (
        <polyline
          points={points.map((p) => `${p.x + p.width / 2},${HEIGHT - p.height}`).join(' ')}
        />
      )}
    </svg>
  );
}
