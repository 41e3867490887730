import { describe, expect, it } from 'vitest';
import { holdsNationalIdentityNumber, isOrganisationNumber } from './identity-numbers.ts';

describe('isOrganisationNumber', () => {
  it.each(['858405327', '805064315', '974760673'])('accepts %s', (number) =>
    expect(isOrganisationNumber(number)).toBe(true),
  );

  it.each(['858405328', '85840532', '8584053270', '', 'abcdefghi', '858 405 327', '123456789'])(
    'refuses %j',
    (number) => expect(isOrganisationNumber(number)).toBe(false),
  );
});

describe('holdsNationalIdentityNumber', () => {
  // Made up for tests: a person's number, a D-number (day + 40) and one of the Tax Administration's synthetic ones (month + 80).
  it.each(['01010750160', '41010750154', '01810750126', '010107 50160', 'Kari 01010750160', '(01010750160)'])(
    'finds one in %j',
    (text) => expect(holdsNationalIdentityNumber(text)).toBe(true),
  );

  it.each(['01010750161', '0101075016', '101010750160', '010107501601', 'VTA-1', '858405327', '2024-01-01'])(
    'finds none in %j',
    (text) => expect(holdsNationalIdentityNumber(text)).toBe(false),
  );
});
