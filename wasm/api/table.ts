/**
 * Delimited text as a table of columns. Imported by the CLI and the page, not by the package's entry: the parser
 * would be its only run-time dependency.
 */
import Papa from 'papaparse';

/** Text that is not the table it should be. The message says where, what is allowed, and what stands there. */
export class TableError extends Error {
  /** Line in the text, counted from 1. */
  readonly line?: number;
  /** Name of the column, where one is at fault. */
  readonly column?: string;

  constructor(message: string, at: { line?: number; column?: string } = {}) {
    const place = [
      at.line === undefined ? [] : `line ${at.line}`,
      at.column === undefined ? [] : `column ${at.column}`,
    ];
    const prefix = place.flat().join(', ');
    super(prefix === '' ? message : `${prefix}: ${message}`);
    if (at.line !== undefined) this.line = at.line;
    if (at.column !== undefined) this.column = at.column;
  }
}
Object.defineProperty(TableError.prototype, 'name', {
  value: 'TableError',
  configurable: true,
  writable: true,
});

/** A column all of whose cells are numbers or missing. */
export interface NumberColumn {
  readonly name: string;
  readonly numeric: true;
  /** One per row; NaN where the cell is missing. */
  readonly values: Float64Array;
  readonly missing: number;
}

/** Any other column. */
export interface TextColumn {
  readonly name: string;
  readonly numeric: false;
  /** One per row, trimmed; '' where the cell is missing. */
  readonly values: readonly string[];
  readonly missing: number;
  /** The first row whose cell is neither a number nor missing. */
  readonly firstText: number;
}

export type Column = NumberColumn | TextColumn;

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: number;
  /** The line on which each row begins, counted from 1. */
  readonly lines: Int32Array;
}

/** More is no longer a classroom's data set, and a browser tab may not survive reading it. */
export const MAX_ROWS = 1_000_000;

const MISSING = new Set(['', 'na', 'n/a', 'nan', 'null']);
const POINT_NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const COMMA_NUMBER = /^[+-]?(?:\d+,\d+|,\d+)(?:e[+-]?\d+)?$/i;

const isMissing = (cell: string): boolean => cell.length <= 4 && MISSING.has(cell.toLowerCase());

interface Record {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads comma-, semicolon- or tab-separated text whose first line names the columns.
 *
 * Quoted cells, a byte-order mark, any line ending and empty lines are understood. Missing is an empty cell, NA, N/A,
 * NaN or null. With semicolons or tabs a decimal comma is understood, unless some cell has a decimal point.
 * Columns without a name are called `column 3`, a name that comes again `name (2)`.
 *
 * @throws TableError if there is no header, no row or too many, or a row has more or fewer cells than the header
 */
export function parseTable(text: string): Table {
  // One kind of line ending, so that no row keeps a stray \r, and lines can be counted.
  const lines = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const delimiter = guessDelimiter(lines);
  const [header, ...rows] = records(lines, delimiter);
  if (header === undefined)
    throw new TableError('the text is empty; the first line must name the columns, as in x_1,x_2');
  const names = columnNames(header);
  if (rows.length === 0) throw new TableError('there is no row below the header');
  for (const { line, cells } of rows) {
    if (cells.length === names.length) continue;
    throw new TableError(`must have as many cells as the header, ${names.length}; has ${cells.length}`, {
      line,
    });
  }
  const decimalComma = delimiter !== ',' && usesDecimalComma(rows);
  return {
    columns: names.map((name, c) => toColumn(name, rows, c, decimalComma)),
    rows: rows.length,
    lines: Int32Array.from(rows, ({ line }) => line),
  };
}

/** The candidate that stands most often in the first line that is not empty, outside quotes. */
function guessDelimiter(text: string): string {
  const start = text.search(/\S/);
  const end = text.indexOf('\n', Math.max(0, start));
  const first = text.slice(Math.max(0, start), end < 0 ? undefined : end).replace(/"[^"]*"/g, '');
  const count = (candidate: string) => first.split(candidate).length - 1;
  // On a tie not the comma: it may be a decimal one.
  return [',', ';', '\t'].reduce((best, candidate) => {
    return count(candidate) > 0 && count(candidate) >= count(best) ? candidate : best;
  });
}

function records(text: string, delimiter: string): Record[] {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, newline: '\n' });
  const found: Record[] = [];
  let line = 1;
  const lineOf: number[] = [];
  for (const cells of data) {
    lineOf.push(line);
    // A quoted cell may span lines.
    if (cells.some((cell) => cell.trim() !== ''))
      found.push({ line, cells: cells.map((cell) => cell.trim()) });
    for (const cell of cells)
      for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) ++line;
    ++line;
    if (found.length > MAX_ROWS + 1) {
      throw new TableError(`there are more than ${MAX_ROWS} rows, the most that are read`, { line });
    }
  }
  const quotes = errors.find(({ type }) => type === 'Quotes');
  if (quotes !== undefined) {
    throw new TableError(
      'a quotation mark is opened and not closed, or stands inside a quoted cell undoubled',
      {
        line: lineOf[quotes.row ?? 0] ?? 1,
      },
    );
  }
  return found;
}

function columnNames({ line, cells }: Record): string[] {
  const filled = cells.filter((cell) => !isMissing(cell));
  if (filled.every((cell) => POINT_NUMBER.test(cell) || COMMA_NUMBER.test(cell))) {
    throw new TableError(
      `must name the columns, as in x_1,x_2; found only numbers: ${cells.slice(0, 4).join(', ')}`,
      {
        line,
      },
    );
  }
  const taken = new Set<string>();
  return cells.map((cell, c) => {
    const base = cell === '' ? `column ${c + 1}` : cell;
    let name = base;
    for (let copy = 2; taken.has(name); ++copy) name = `${base} (${copy})`;
    taken.add(name);
    return name;
  });
}

/** True where some cell can only be read so, and none has a decimal point. */
function usesDecimalComma(rows: readonly Record[]): boolean {
  let found = false;
  for (const { cells } of rows) {
    for (const cell of cells) {
      if (cell.includes('.') && POINT_NUMBER.test(cell)) return false;
      found ||= cell.includes(',') && COMMA_NUMBER.test(cell);
    }
  }
  return found;
}

function toColumn(name: string, rows: readonly Record[], c: number, decimalComma: boolean): Column {
  const values = new Float64Array(rows.length);
  let missing = 0;
  let firstText = -1;
  rows.forEach(({ cells }, r) => {
    const cell = cells[c] ?? '';
    values[r] = toNumber(cell, decimalComma);
    if (isMissing(cell)) ++missing;
    else if (firstText < 0 && !Number.isFinite(values[r])) firstText = r;
  });
  if (firstText < 0) return { name, numeric: true, values, missing };
  const text = rows.map(({ cells }) => (isMissing(cells[c] ?? '') ? '' : (cells[c] ?? '')));
  return { name, numeric: false, values: text, missing, firstText };
}

/** NaN where the cell is no number; hexadecimal, "Infinity" and the like are none. */
function toNumber(cell: string, decimalComma: boolean): number {
  if (POINT_NUMBER.test(cell)) return Number(cell);
  return decimalComma && COMMA_NUMBER.test(cell) ? Number(cell.replace(',', '.')) : Number.NaN;
}
