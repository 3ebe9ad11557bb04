/** Times of day as ISO 8601 in UTC with milliseconds, without a clock: days are counted from 1 March, so that a leap day comes last. */

const DAY_MS = 86_400_000;
/** From 1 March of the year 0 to 1 January 1970. */
const DAYS_BEFORE_1970 = 719_468;
const DAYS_OF_400_YEARS = 146_097;
const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:Z|([+-])(\d\d):?(\d\d))$/;

/** For instance "2026-06-01T12:00:00.250Z", from milliseconds since 1970. */
export function isoOf(time: number): string {
  const days = Math.floor(time / DAY_MS) + DAYS_BEFORE_1970;
  const era = Math.floor(days / DAYS_OF_400_YEARS);
  const dayOfEra = days - era * DAYS_OF_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const rest = Math.floor(((time % DAY_MS) + DAY_MS) % DAY_MS);
  const digits = (value: number, length = 2): string => String(value).padStart(length, '0');
  const clock = [rest / 3_600_000, (rest / 60_000) % 60, (rest / 1000) % 60].map((part) => digits(Math.floor(part))).join(':');
  return `${digits(year, 4)}-${digits(month)}-${digits(day)}T${clock}.${digits(rest % 1000, 3)}Z`;
}

/** Milliseconds since 1970; NaN for what is no such time. */
export function timeOfIso(text: string): number {
  const parts = ISO.exec(text);
  if (!parts) return NaN;
  const [year, month, day, hours, minutes, seconds] = parts.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number, number, number, number, number, number,
  ]; // prettier-ignore
  if (month < 1 || month > 12 || day < 1 || day > 31 || hours > 23 || minutes > 59 || seconds > 60) return NaN;
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  const days = era * DAYS_OF_400_YEARS + dayOfEra - DAYS_BEFORE_1970;
  const fraction = Number(`0.${parts[7] ?? '0'}`) * 1000;
  const offset = (parts[8] === '-' ? -1 : 1) * (Number(parts[9] ?? 0) * 60 + Number(parts[10] ?? 0)) * 60_000;
  return days * DAY_MS + hours * 3_600_000 + minutes * 60_000 + seconds * 1000 + fraction - offset;
}
