import { useId, useRef, useState } from 'react';
import { ticksOf } from './bar-geometry.ts';
import { ChartAxes } from './chart-axes.tsx';
import { ChartColumn } from './chart-column.tsx';
import { ChartTip } from './chart-tip.tsx';
import styles from './day-chart.module.css';
import type { Slot } from './day-slots.ts';
import fills from './outcome-fills.module.css';
import { plotOf } from './plot.ts';
import { useChartKeys } from './use-chart-keys.ts';
import { useSize } from './use-size.ts';

interface DayChartProps {
  readonly slots: readonly Slot[];
  readonly now: number;
}

/**
 * Stacked bars by outcome, one an hour, each part a link to its calls. One stop for Tab: arrows left and right move
 * between hours, up and down between the parts of a bar.
 */
export function DayChart({ slots, now }: DayChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(frame);
  const hatch = useId();
  const [pointed, setPointed] = useState<number>();
  const { stop, onKeyDown, onFocus } = useChartKeys(frame, slots);
  const ticks = ticksOf(Math.max(...slots.map((slot) => slot.total)));
  const most = ticks.at(-1) ?? 0;
  const plot = plotOf(width, height, slots.length);
  const shown = pointed === undefined ? undefined : slots[pointed];
  return (
    <div ref={frame} className={styles.frame} onPointerLeave={() => setPointed(undefined)}>
      {width > 0 && (
        <svg
          className={styles.chart}
          width={width}
          height={height}
          role="group"
          aria-label="Calls by hour and outcome. Arrow keys move; Enter shows the calls."
          onKeyDown={onKeyDown}
        >
          <defs>
            <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <line className={fills.hatch} x1="0" y1="0" x2="0" y2="4" />
            </pattern>
          </defs>
          <ChartAxes slots={slots} ticks={ticks} plot={plot} now={now} />
          {slots.map((slot, index) =>
            slot.total === 0 ? null : (
              <ChartColumn
                key={slot.since}
                slot={slot}
                index={index}
                plot={plot}
                most={most}
                hatch={`url(#${hatch})`}
                stop={stop?.slot === index ? stop.outcome : undefined}
                isStop={stop?.slot === index}
                onPoint={() => setPointed(index)}
                onFocus={(outcome) => {
                  setPointed(index);
                  onFocus(index, outcome);
                }}
                onBlur={() => setPointed(undefined)}
              />
            ),
          )}
        </svg>
      )}
      {most === 0 && <p className={styles.none}>No calls today. They show here hour by hour as they come.</p>}
      {shown && pointed !== undefined && (
        <ChartTip slot={shown} left={plot.leftOf(pointed) + plot.column / 2} width={width} />
      )}
    </div>
  );
}
