import { emptyTables } from '../data-files/rows.ts';
import type {
  DataTables,
  ExternalPlacementRow,
  HealthAnswerRow,
  ParticipationRow,
  StaffTrainingRow,
  SurveyAnswerRow,
} from '../data-files/rows.ts';
import { parseDay } from '../periods.ts';
import type { Day } from '../periods.ts';

/** Rows for tests: each says what matters and leaves the rest as it mostly is. */
export const A = '858405327';
export const B = '805064315';

export function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === null) throw new Error(`${text} is no date.`);
  return parsed;
}

export const tablesOf = (tables: Partial<DataTables>): DataTables => ({ ...emptyTables(), ...tables });

let lastId = 0;

export const participation = (
  startDate: string,
  endDate: string | null,
  other: Partial<ParticipationRow> = {},
): ParticipationRow => ({
  provider: A,
  participationId: `P${++lastId}`,
  programme: 'AB',
  navOffice: null,
  startDate: day(startDate),
  endDate: endDate === null ? null : day(endDate),
  endReason: endDate === null ? null : 'other',
  firstWorkday: null,
  employedDate: null,
  formalQualification: null,
  gender: null,
  birthYear: null,
  workAbility: null,
  basicSkills: null,
  minorityBackground: null,
  ...other,
});

export const placement = (
  { provider, participationId }: ParticipationRow,
  startDate: string,
  endDate: string | null,
  followedUp = true,
): ExternalPlacementRow => ({
  provider,
  participationId,
  partner: 'Rema',
  startDate: day(startDate),
  endDate: endDate === null ? null : day(endDate),
  followedUp,
});

export const answer = (
  responseId: string,
  question: number,
  value: number,
  other: Partial<SurveyAnswerRow> = {},
): SurveyAnswerRow => ({
  survey: 'nav',
  provider: A,
  programme: null,
  year: 2024,
  responseId,
  question,
  answer: value,
  ...other,
});

export const training = (staffId: string, hours: number, other: Partial<StaffTrainingRow> = {}): StaffTrainingRow => ({
  provider: A,
  staffId,
  inRehabilitation: true,
  date: day('2024-05-01'),
  hours,
  ...other,
});

/** Answers to questions 1–6 in a programme, as `yynnyy`. */
export const checklist = (answers: string, programme = 'AB', year = 2024): HealthAnswerRow[] =>
  answers.split('').map((letter, index) => ({
    provider: A,
    year,
    programme: index < 4 ? null : programme,
    question: index + 1,
    answer: letter === 'y',
  }));
