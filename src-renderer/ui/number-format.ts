const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const three = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** `1,204`. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** `1,204 calls`, `1 call`. */
export function formatCounted(count: number, one: string, many = `${one}s`): string {
  return `${whole.format(count)} ${count === 1 ? one : many}`;
}

/** Microseconds as people read them: `640 µs`, `11.6 ms`, `2.4 s`, `3 min 20 s`. */
export function formatDuration(us: number): string {
  if (us < 999.5) return `${whole.format(us)} µs`;
  if (us < 999_500) return `${three.format(us / 1000)} ms`;
  if (us < 59_950_000) return `${three.format(us / 1_000_000)} s`;
  const seconds = Math.round(us / 1_000_000);
  const rest = seconds % 60;
  return `${whole.format(Math.floor(seconds / 60))} min${rest === 0 ? '' : ` ${rest} s`}`;
}

/** `640 B`, `64 KB`, `14 MB`, with 1,024 bytes to the KB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${whole.format(bytes)} B`;
  const units = ['KB', 'MB', 'GB'];
  let amount = bytes / 1024;
  let unit = 0;
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1024;
    unit++;
  }
  return `${three.format(amount)} ${units[unit] ?? ''}`;
}
