import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useReducedMotion, useTheme } from '../../ui/index.ts';
import type { LivePoint } from './live-history.ts';

const HEIGHT = 200;
const CALM_REDRAW_MS = 1_000;

/** A canvas knows no custom properties; the browser resolves them. */
function inkOf(host: HTMLElement, name: string): string {
  host.style.color = `var(${name})`;
  const color = getComputedStyle(host).color;
  host.style.color = '';
  return color;
}

const dataOf = (points: readonly LivePoint[]): uPlot.AlignedData => [
  points.map(({ seconds }) => seconds),
  points.map(({ perSecond }) => perSecond),
  points.map(({ p99Ms }) => p99Ms),
];

function makeChart(host: HTMLElement, labels: readonly [string, string], data: uPlot.AlignedData) {
  const [rate, latency] = [inkOf(host, '--accent'), inkOf(host, '--ink-2')];
  const axis = {
    stroke: inkOf(host, '--ink-2'),
    font: `12px ${getComputedStyle(host).fontFamily}`,
  };
  const line = { stroke: inkOf(host, '--line'), width: 1 };
  return new uPlot(
    {
      width: host.clientWidth,
      height: HEIGHT,
      cursor: { show: false },
      legend: { show: false },
      scales: {
        x: { time: false },
        y: { range: (_chart, _low, high) => [0, Math.max(high, 1) * 1.1] },
        ms: { range: (_chart, _low, high) => [0, Math.max(high, 1) * 1.1] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          ticks: line,
          values: (_, all) => all.map((s) => `${s} s`),
        },
        { ...axis, grid: line, ticks: line, size: 56 },
        { ...axis, scale: 'ms', side: 1, grid: { show: false }, ticks: line, size: 56 },
      ],
      series: [
        {},
        { label: labels[0], stroke: rate, width: 2, points: { show: false } },
        {
          label: labels[1],
          scale: 'ms',
          stroke: latency,
          width: 1.5,
          dash: [4, 3],
          points: { show: false },
        },
      ],
    },
    data,
    host,
  );
}

export interface LiveChartProps {
  readonly points: readonly LivePoint[];
  /** The picture's text twin. */
  readonly label: string;
  readonly names: readonly [string, string];
}

/** Throughput and p99 over time; once a second only where motion is unwanted. */
export function LiveChart({ points, label, names }: LiveChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const newest = useRef(points);
  const drawnMs = useRef(0);
  const isCalm = useReducedMotion();
  const { theme } = useTheme();
  const [rate, latency] = names;
  newest.current = points;

  // biome-ignore lint/correctness/useExhaustiveDependencies: colours follow the theme
  useEffect(() => {
    const place = host.current;
    if (!place) return;
    const watch = new ResizeObserver(() =>
      chart.current?.setSize({ width: place.clientWidth, height: HEIGHT }),
    );
    // A frame later the page has the new theme's colours.
    const frame = requestAnimationFrame(() => {
      chart.current = makeChart(place, [rate, latency], dataOf(newest.current));
      watch.observe(place);
    });
    return () => {
      cancelAnimationFrame(frame);
      watch.disconnect();
      chart.current?.destroy();
      chart.current = undefined;
    };
  }, [theme, rate, latency]);

  useEffect(() => {
    const nowMs = performance.now();
    if (isCalm && nowMs - drawnMs.current < CALM_REDRAW_MS) return;
    drawnMs.current = nowMs;
    chart.current?.setData(dataOf(points));
  }, [points, isCalm]);

  return (
    <figure className="cr-stress-chart">
      <div ref={host} role="img" aria-label={label} />
      <figcaption>
        <span className="is-rate">{rate}</span>
        <span className="is-latency">{latency}</span>
      </figcaption>
    </figure>
  );
}
