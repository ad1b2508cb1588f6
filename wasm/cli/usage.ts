import { type ParseArgsConfig, parseArgs } from 'node:util';

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

export const text = { type: 'string' } as const;
export const flag = { type: 'boolean' } as const;

/** The words of a command line, sorted into options and the rest. */
export function parse<Options extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  options: Options,
  args: readonly string[],
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(command, (error as Error).message);
  }
}

/** The one file that a command reads; '-' is stdin. */
export function fileOf(command: string, [file, ...rest]: readonly string[]): string {
  if (file === undefined) throw new UsageError(command, 'a CSV file is needed, or - for stdin');
  if (rest.length > 0) throw new UsageError(command, `one file at a time; got also ${rest.join(', ')}`);
  return file;
}

/** Names separated by commas. */
export function toColumns(command: string, list: string | undefined): string[] | undefined {
  const columns = list?.split(',').map((name) => name.trim());
  if (columns?.includes('')) throw new UsageError(command, '--columns must be names separated by commas');
  return columns;
}

/** One of the words that an option takes. */
export function toWord<T extends string>(
  command: string,
  option: string,
  given: string,
  words: readonly T[],
): T {
  const found = words.find((word) => word === given);
  if (found !== undefined) return found;
  throw new UsageError(command, `--${option} must be ${words.join(' or ')}; got ${JSON.stringify(given)}`);
}
