/** One record of a file or workbook sheet: `line` is where it starts, the header being line 1. */
export interface RawRecord {
  line: number;
  cells: string[];
  /** Why it cannot be read; the cells are then not to be trusted. */
  fault?: 'unclosed-quote' | 'text-after-quote' | 'too-many-fields';
}

// Node and browsers both have it; this package is compiled for neither.
declare const TextDecoder: new (label: string, options?: { fatal: boolean }) => { decode(bytes: Uint8Array): string };

// What windows-1252 has between 0x80 and 0x9F. Some versions of Node decode it as Latin-1 and leave control characters there.
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** The text of a file: UTF-8 with or without a byte order mark if it is valid, else Windows-1252. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const text = new TextDecoder('windows-1252').decode(bytes);
    // oxlint-disable-next-line no-control-regex
    return text.replace(/[\x80-\x9f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control);
  }
}

/** More fields than this in one record are no table, and would fill the memory. */
const FIELD_LIMIT = 1000;

const QUOTE = 34;
const LF = 10;
const CR = 13;

/**
 * The records of a CSV text (RFC 4180; a line ends with LF, CRLF or CR), blank lines left out. For speed the same record and
 * array are filled again each time: copy what is to be kept.
 *
 * Written by hand because an error is told with the line where its record starts, which costs csv-parse twenty times as long
 * (a nation's survey answers: 1,900 ms against 95; without lines 700), and because a nation must fit in 400 MB.
 */
export function* readRecords(text: string, separator: ',' | ';'): Generator<RawRecord, void, undefined> {
  const split = separator.charCodeAt(0);
  const end = text.length;
  const record: RawRecord = { line: 1, cells: [] };
  const { cells } = record;
  let line = 1;
  let at = 0;
  while (at < end) {
    record.line = line;
    record.fault = undefined;
    let count = 0;
    for (let inRecord = true; inRecord;) {
      let cell: string;
      if (text.charCodeAt(at) === QUOTE) {
        const from = ++at;
        let close = text.indexOf('"', from);
        let hasDoubled = false;
        while (close !== -1 && text.charCodeAt(close + 1) === QUOTE) {
          hasDoubled = true;
          close = text.indexOf('"', close + 2);
        }
        if (close === -1) record.fault = 'unclosed-quote';
        cell = close === -1 ? '' : text.slice(from, close);
        line += countLineEnds(cell);
        if (hasDoubled) cell = cell.replaceAll('""', '"');
        at = close === -1 ? end : close + 1;
        const rest = at;
        for (let code = text.charCodeAt(at); at < end && code !== split && code !== LF && code !== CR;) {
          code = text.charCodeAt(++at);
        }
        if (text.slice(rest, at).trim() !== '') record.fault ??= 'text-after-quote';
      } else {
        const from = at;
        for (let code = text.charCodeAt(at); at < end && code !== split && code !== LF && code !== CR;) {
          code = text.charCodeAt(++at);
        }
        cell = text.slice(from, at);
      }
      if (count < FIELD_LIMIT) cells[count++] = cell;
      else record.fault ??= 'too-many-fields';
      inRecord = at < end && text.charCodeAt(at) === split;
      if (inRecord) at++;
    }
    if (at < end) {
      if (text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF) at++;
      at++;
      line++;
    }
    cells.length = count;
    if (count > 1 || record.fault || cells[0]?.trim() !== '') yield record;
  }
}

function countLineEnds(cell: string): number {
  let count = 0;
  for (let at = 0; at < cell.length; at++) {
    const code = cell.charCodeAt(at);
    if (code === LF || (code === CR && cell.charCodeAt(at + 1) !== LF)) count++;
  }
  return count;
}

/** The separator of a file: the one under which more of its header is known, or else splits it into more columns. */
export function separatorOf(text: string, isKnown: (header: string) => boolean): ',' | ';' {
  const score = (separator: ',' | ';') => {
    for (const { cells } of readRecords(text, separator)) return cells.filter(isKnown).length * 1000 + cells.length;
    return 0;
  };
  return score(';') > score(',') ? ';' : ',';
}
