/** A command line that cannot be understood: exit code 2. */
export class UsageError extends Error {
  /** The command whose --help tells more. */
  readonly command: string;

  constructor(command: string, message: string) {
    super(message);
    this.command = command;
  }
}

/** A number as text, within a range; the text is all of it, so "1e3x" is refused. */
export function toNumber(
  command: string,
  option: string,
  text: string,
  {
    min = 0,
    above,
    max = Number.MAX_VALUE,
    integer = false,
  }: { min?: number; above?: number; max?: number; integer?: boolean },
): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const inRange = value <= max && (above === undefined ? value >= min : value > above);
  if (inRange && (!integer || Number.isInteger(value))) return value;
  const range = above === undefined ? `>= ${min}` : `> ${above}`;
  const limit = max === Number.MAX_VALUE ? '' : ` and <= ${max}`;
  throw new UsageError(
    command,
    `--${option} must be ${integer ? 'an integer' : 'a number'} ${range}${limit}; got ${JSON.stringify(text)}`,
  );
}
