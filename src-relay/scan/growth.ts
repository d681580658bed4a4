/** What a time of so many milliseconds could be noise of. */
const NOISE_MS = 2;
const LOOKS = 6;

/** A unit repeated to a length in UTF-16 units. */
export function filled(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

/**
 * Measures `run` on a small text and on one `factor` times as long and gives `undefined` where the time grew less than
 * `limit` times, else what was measured. Seconds depend on the machine, the ratio does not: with a factor of 4, linear
 * work gives 4 and quadratic 16. One look is enough where it shows no more than that; where it shows more, the least of
 * several looks counts, so that a busy machine cannot fail it and a quadratic pattern fails every time.
 */
export function growthBeyond(
  run: (text: string) => void,
  unit: string,
  { small = 1 << 15, factor = 4, limit = 10 }: { small?: number; factor?: number; limit?: number } = {},
): string | undefined {
  const texts = [filled(unit, small), filled(unit, small * factor)] as const;
  // The first run compiles what the others use.
  run(texts[0]);
  let [least, most] = [Infinity, Infinity];
  for (let look = 0; look < LOOKS; look++) {
    // A small text that was held up by something else would hide what grows too fast: three times is not always.
    for (let i = 0; i < 3; i++) least = Math.min(least, time(run, texts[0]));
    most = Math.min(most, time(run, texts[1]));
    if (most < (least + NOISE_MS) * limit) return undefined;
  }
  return `${JSON.stringify(unit.slice(0, 60))}: ${least.toFixed(2)} ms grew to ${most.toFixed(2)} ms`;
}

/** Processor time in milliseconds: on a busy machine the clock tells of the others. */
function time(run: (text: string) => void, text: string): number {
  const start = process.cpuUsage();
  run(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
