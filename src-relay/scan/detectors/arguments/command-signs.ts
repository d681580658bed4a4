/** One sign that a command is dangerous; signs add up. */
export interface CommandSign {
  readonly weight: number;
  readonly pattern: RegExp;
  /** It fetches something, so where from decides how much it counts. */
  readonly isFetch?: boolean;
}
