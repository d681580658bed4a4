const two = (value: number): string => String(value).padStart(2, '0');

/** A moment as a `datetime-local` field holds it, in local time; empty where there is none. */
export function toInput(ms: number | undefined): string {
  if (ms === undefined) return '';
  const date = new Date(ms);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The moment in a `datetime-local` field. */
export function fromInput(value: string): number | undefined {
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? undefined : ms;
}
