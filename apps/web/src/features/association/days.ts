/** The first instant after a calendar day in Oslo, as an API deadline: «15 January» lasts until midnight there. */
export function endOfDay(iso: string): string {
  const next = new Date(`${iso}T12:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  const day = next.toISOString().slice(0, 10);
  const winter = new Date(`${day}T00:00:00+01:00`);
  const hour = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', hour: '2-digit' }).format(winter);
  return (hour === '00' ? winter : new Date(`${day}T00:00:00+02:00`)).toISOString();
}

/** The last whole day before a deadline, which is what people are told. */
export function lastDayBefore(deadline: string): Date {
  return new Date(Date.parse(deadline) - 1000);
}
