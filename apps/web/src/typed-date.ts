/** Reads a day as people type it, «31.03.2027» or «2027-03-31»; null when there is no such day. */
export function readDate(text: string): string | null {
  const [, day, month, year] = /^\s*(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\s*$/.exec(text) ?? [];
  const iso = year ? `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}` : text.trim();
  const date = new Date(`${iso}T12:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === iso ? iso : null;
}

/** A calendar date as one types it: «31.03.2027». */
export function typedDate(iso: string | null): string {
  return iso === null ? '' : iso.split('-').toReversed().join('.');
}
