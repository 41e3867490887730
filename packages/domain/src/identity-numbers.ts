/** The check digit that weights give by modulus 11, or -1 where no digit serves. */
function checkDigit(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < weights.length; index++) sum += (weights[index] ?? 0) * (digits.charCodeAt(index) - 48);
  const digit = (11 - (sum % 11)) % 11;
  return digit === 10 ? -1 : digit;
}

const ORGANISATION_WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2];

/** Nine digits with the check digit of the Brønnøysund registers (modulus 11). */
export function isOrganisationNumber(text: string): boolean {
  return /^\d{9}$/.test(text) && checkDigit(text, ORGANISATION_WEIGHTS) === Number(text[8]);
}

const FIRST_WEIGHTS = [3, 7, 6, 1, 8, 9, 4, 5, 2];
const SECOND_WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
const ELEVEN_DIGITS = /(?<!\d)\d{6}[ .-]?\d{5}(?!\d)/g;

/**
 * Whether a text holds a national identity number (fødselsnummer, D-number or a synthetic one) anywhere in it: eleven digits
 * with both check digits right, also with a space, point or hyphen after the sixth. The date in it is not looked at.
 */
export function holdsNationalIdentityNumber(text: string): boolean {
  if (text.length < 11) return false;
  for (const [match] of text.matchAll(ELEVEN_DIGITS)) {
    const digits = match.replace(/\D/, '');
    if (
      checkDigit(digits, FIRST_WEIGHTS) === Number(digits[9]) &&
      checkDigit(digits, SECOND_WEIGHTS) === Number(digits[10])
    ) {
      return true;
    }
  }
  return false;
}
