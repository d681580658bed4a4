/** Members that name what stands in the member behind them, in lower case: `{"name": "DB_PASSWORD", "value": "…"}`. */
const LABELS: ReadonlySet<string> = new Set(['name', 'key', 'variable', 'env', 'field', 'header', 'setting', 'option']);
const VALUES: ReadonlySet<string> = new Set(['value', 'val']);
const LONGEST = 8;

export function isLabel(key: string): boolean {
  return key.length <= LONGEST && LABELS.has(key.toLowerCase());
}

export function isValue(key: string): boolean {
  return key.length <= LONGEST && VALUES.has(key.toLowerCase());
}

/** Says what each string of a JSON value stands under, given them in order: its key, or the name that the member before gives it. */
export class MemberNames {
  private label: string | undefined;
  private place: number | undefined;

  /** Forgets the value before. */
  begin(): void {
    this.label = undefined;
  }

  /**
   * The name of a string under `key`.
   * @param place the same number for members of one object, and another for those of the next
   */
  nameOf(key: string, text: string, place: number): string {
    const { label } = this;
    this.label = undefined;
    if (isLabel(key)) {
      this.label = text;
      this.place = place;
    } else if (label !== undefined && this.place === place && isValue(key)) return label;
    return key;
  }
}
